package recobeat.cache;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import recobeat.message.Find;
import recobeat.message.Store.Mode;
import recobeat.message.Store.Write;
import recobeat.metrics.Counter;
import recobeat.metrics.Counters;
import recobeat.model.Entry;
import recobeat.model.Freshness;
import recobeat.model.Id;
import recobeat.model.Json;
import recobeat.model.Key;
import recobeat.model.Lifetimes;
import recobeat.model.Mapping;
import recobeat.model.Source;
import recobeat.near.Near;
import recobeat.time.Flood;

/** What the cache verticle decides about entries; all of it on one event loop. */
final class Shelf {

  private static final Logger LOG = LoggerFactory.getLogger(Shelf.class);
  private static final Flood FLOOD = new Flood(LOG);

  private final Near near;
  private final Lifetimes lifetimes;
  private final Counters counters;

  Shelf(Near near, Lifetimes lifetimes, Counters counters) {
    this.near = near;
    this.lifetimes = lifetimes;
    this.counters = counters;
  }

  /** What the near cache answers without Redis: only what is fresh; else null. */
  Find.@Nullable Found fresh(Key key, long epochMillis) {
    Key canonical = canonical(key, epochMillis);
    Near.Hit hit = near.find(canonical, epochMillis);
    return hit != null && hit.freshness() == Freshness.FRESH
        ? new Find.Found(canonical, hit.entry(), Freshness.FRESH, Source.NEAR)
        : null;
  }

  /**
   * What the near cache and Redis know together, the younger of two entries. Near may not keep what
   * it is offered, so nothing is decided by whether it did.
   */
  Find.Found found(Key key, RedisStore.Hit hit, long epochMillis) {
    Key canonical = canonical(key, epochMillis);
    if (hit.mapping() != null) {
      offer(RedisStore.mapping(key), hit.mapping(), epochMillis);
      if (canonical.equals(key) && hit.mapping().value() != null) {
        canonical = new Key(key.kind(), Mapping.of(hit.mapping().value()).canonical());
      }
    }
    Near.Hit held = near.find(canonical, epochMillis);
    Entry stored = hit.entry();
    if (held != null && (stored == null || stored.storedAt() < held.entry().storedAt())) {
      return new Find.Found(canonical, held.entry(), held.freshness(), Source.NEAR);
    }
    if (stored == null) {
      return new Find.Found(canonical, null, Freshness.EXPIRED, Source.REDIS);
    }
    offer(canonical, stored, epochMillis);
    Freshness freshness = lifetimes.freshness(canonical.kind(), stored, epochMillis);
    boolean isUsed = freshness != Freshness.EXPIRED || stored.isAbsent();
    return new Find.Found(canonical, isUsed ? stored : null, freshness, hit.source());
  }

  /**
   * What is kept under the id that it had before its other one was known, and was now told of that
   * too: it has to be kept there as well, or a restart would forget what was told. Null as a rule.
   */
  static @Nullable Write renamed(Key key, RedisStore.Hit hit, Find.Found found) {
    Entry entry = found.entry();
    return entry != null && entry == hit.entry() && hit.isOwn() && !found.canonical().equals(key)
        ? Write.of(found.canonical(), entry, Mode.NEW)
        : null;
  }

  /** Puts writes into the near cache; those that Redis has to do too. */
  List<Write> write(List<Write> writes, long epochMillis) {
    List<Write> accepted = new ArrayList<>(writes.size());
    for (Write write : writes) {
      if (write(write, epochMillis)) {
        accepted.add(write);
      }
    }
    return accepted;
  }

  private boolean write(Write write, long epochMillis) {
    Near.Hit held = near.find(write.key(), epochMillis);
    switch (write.mode()) {
      case SET -> near.put(write.key(), write.entry());
      case NEW -> {
        // Redis may hold what near does not; it decides, and near hears of it when it is asked.
        return held == null;
      }
      case ADD -> {
        if (held != null) {
          add(held, write);
        }
      }
      case MAP -> {
        if (held != null && !held.entry().isAbsent()
            && (contradicts(write, held.entry()) || saysLess(write, held.entry()))) {
          return false;
        }
        near.put(write.key(), write.entry());
      }
    }
    return true;
  }

  private void add(Near.Hit held, Write write) {
    Json list = held.entry().value();
    Json member = write.entry().value();
    if (list == null || member == null) {
      near.remove(write.key());
    } else if (!list.toString().contains(write.member())) {
      Entry longer = Entry.found(
          list.appended(member), held.entry().storedAt(), held.entry().jitter());
      near.put(write.key(), longer);
    }
  }

  /** Redis has kept other mappings than these: then so does the near cache. */
  void kept(List<Write> maps, List<@Nullable Entry> kept) {
    for (int i = 0; i < kept.size(); i++) {
      Entry older = kept.get(i);
      if (older != null && contradicts(maps.get(i), older)) {
        near.put(maps.get(i).key(), older);
      }
    }
  }

  private boolean contradicts(Write write, Entry held) {
    Json older = held.value();
    Json newer = write.entry().value();
    if (older == null || newer == null || Mapping.of(older).agrees(Mapping.of(newer))) {
      return false;
    }
    counters.count(Counter.CONTRADICTIONS);
    FLOOD.at(Level.WARN)
        .addKeyValue("key", write.key())
        .addKeyValue("kept", older)
        .addKeyValue("told", newer)
        .log("a row that came along contradicts what is known of an id");
    return true;
  }

  /** A row without a link does not undo what one with a link told. */
  private static boolean saysLess(Write write, Entry held) {
    Json older = held.value();
    Json newer = write.entry().value();
    return older != null && newer != null
        && Mapping.of(newer).spotify() == null && Mapping.of(older).spotify() != null;
  }

  /** The key that a value is kept under, as far as the near cache knows. */
  Key canonical(Key key, long epochMillis) {
    return RedisStore.isFollowed(key)
        ? near.canonical(key.kind(), Id.of(key.text()), epochMillis)
        : key;
  }

  private void offer(Key key, Entry entry, long epochMillis) {
    if (lifetimes.freshness(key.kind(), entry, epochMillis) != Freshness.EXPIRED) {
      near.offer(key, entry);
    }
  }

  /** The maps among some writes, in their order. */
  static List<Write> maps(List<Write> writes) {
    return RedisStore.of(writes, Mode.MAP);
  }
}
