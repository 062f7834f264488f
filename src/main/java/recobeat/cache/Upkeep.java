package recobeat.cache;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import recobeat.message.Dump;
import recobeat.message.Flush;
import recobeat.message.Inspect;
import recobeat.message.Kept;
import recobeat.message.Measure;
import recobeat.message.Ping;
import recobeat.message.Restore;
import recobeat.message.Store;
import recobeat.model.Entry;
import recobeat.model.Id;
import recobeat.model.Json;
import recobeat.model.Key;
import recobeat.model.Mapping;
import recobeat.near.Near;

/** What administration asks of the cache verticle; all of it on its event loop. */
final class Upkeep {

  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

  /** Keys looked at in a step of a dump; few, as values may be long. */
  private static final int DUMP_PART = 500;

  private final Vertx vertx;
  private final Near near;
  private final RedisKeys redis;
  private final RedisStore store;
  private final Missed missed;
  private @Nullable Future<Response> pinging;
  private @Nullable Future<Measure.Reply> measuring;

  Upkeep(Vertx vertx, Near near, RedisKeys redis, RedisStore store, Missed missed) {
    this.vertx = vertx;
    this.near = near;
    this.redis = redis;
    this.store = store;
    this.missed = missed;
  }

  /**
   * Forgets entries. Those in Redis go first, since commands are answered in their order: whatever
   * was read there before is in the near cache by then, and goes with the rest. What Redis missed
   * goes too, before and behind: it would come back, or fail and come back later.
   */
  Future<Flush.Reply> flush(Flush flush) {
    Id id = flush.id();
    if (id != null) {
      return names(new Names(id)).compose(names -> flush.isRedis() && !names.isComplete()
          ? Future.failedFuture("Redis did not tell the names of an id to flush")
          : flush(flush, keys(flush, names)));
    }
    Predicate<Key> kinds = key -> flush.kinds().contains(key.kind());
    forgetMissed(flush, kinds);
    Future<Long> gone = flush.isRedis()
        ? new Sweep(flush.kinds(), flush.dryRun()).redis(redis)
        : Future.succeededFuture(0L);
    return gone.onSuccess(there -> forgetMissed(flush, kinds)).compose(there -> (flush.isNear()
            ? new Sweep(flush.kinds(), flush.dryRun()).near(vertx, near)
            : Future.succeededFuture(0L))
        .map(here -> new Flush.Reply(here, there)));
  }

  private void forgetMissed(Flush flush, Predicate<Key> keys) {
    if (flush.isRedis() && !flush.dryRun()) {
      missed.forget(keys);
    }
  }

  private static List<Key> keys(Flush flush, Names names) {
    return names.held().stream()
        .map(Inspect.Held::key)
        .filter(key -> flush.kinds().contains(key.kind()))
        .toList();
  }

  private Future<Flush.Reply> flush(Flush flush, List<Key> keys) {
    List<String> stored = flush.isRedis() ? keys.stream().map(Stored::key).toList() : List.of();
    Set<Key> gone = Set.copyOf(keys);
    forgetMissed(flush, gone::contains);
    return redis.remove(stored, flush.dryRun()).map(there -> {
      forgetMissed(flush, gone::contains);
      long here = flush.isNear()
          ? keys.stream().filter(key -> forget(key, flush.dryRun())).count()
          : 0;
      return new Flush.Reply(here, there);
    });
  }

  private boolean forget(Key key, boolean dryRun) {
    return dryRun ? near.peek(key) != null : near.remove(key);
  }

  /** Everything under any name of an id; of this process alone if Redis does not answer. */
  Future<Inspect.Reply> inspect(Inspect inspect) {
    return names(new Names(inspect.id()))
        .map(names -> new Inspect.Reply(names.held(), names.isComplete()));
  }

  private Future<Names> names(Names names) {
    List<Key> keys = names.unread();
    return keys.isEmpty()
        ? Future.succeededFuture(names)
        : stored(keys, names).compose(stored -> {
          for (int i = 0; i < keys.size(); i++) {
            Key key = keys.get(i);
            names.read(key, near.peek(key), missed.over(key, stored.get(i), names.isComplete()));
          }
          return names(names);
        });
  }

  /** A Redis that did not answer once is not waited for again. */
  private Future<List<@Nullable Entry>> stored(List<Key> keys, Names names) {
    List<@Nullable Entry> nothing = Arrays.asList(new @Nullable Entry[keys.size()]);
    return names.isComplete()
        ? redis.read(keys).otherwise(failure -> {
          LOG.debug("look at {} keys failed: {}", keys.size(), failure.toString());
          names.lacksRedis();
          return nothing;
        })
        : Future.succeededFuture(nothing);
  }

  /** The next part of everything, each key of it once. */
  Future<Dump.Reply> dump(Dump dump) {
    return redis.scan(dump.cursor(), Stored.PREFIX + '*', DUMP_PART).compose(page -> {
      List<Key> keys = page.keys().stream()
          .distinct().map(Stored::key).filter(Objects::nonNull).toList();
      return keys.isEmpty()
          ? Future.succeededFuture(new Dump.Reply(page.cursor(), List.of()))
          : redis.read(keys).map(entries -> new Dump.Reply(page.cursor(), kept(keys, entries)));
    });
  }

  private static List<Kept> kept(List<Key> keys, List<@Nullable Entry> entries) {
    List<Kept> kept = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      Entry entry = entries.get(i);
      if (entry != null) {
        kept.add(new Kept(keys.get(i), entry));
      }
    }
    return kept;
  }

  /** Writes what was kept elsewhere, unless it is known as young. */
  Future<Restore.Reply> restore(Restore restore) {
    List<Store.Write> writes = restore.kept().stream()
        .flatMap(kept -> modes(kept).map(mode -> Store.Write.of(kept.key(), kept.entry(), mode)))
        .toList();
    // What is near may be older now; it is read anew.
    restore.kept().forEach(kept -> near.remove(kept.key()));
    return store.replay(writes).map(done -> new Restore.Reply());
  }

  /** The younger stays; but a mapping without a Spotify id gives way to one with it at any age. */
  private static Stream<Store.Mode> modes(Kept kept) {
    Json value = kept.entry().value();
    if (!kept.key().kind().isMapping() || value == null || value.isArray()) {
      return Stream.of(Store.Mode.SET);
    }
    return Mapping.of(value).spotify() == null
        ? Stream.of(Store.Mode.MAP)
        : Stream.of(Store.Mode.MAP, Store.Mode.SET);
  }

  /** One at a time, as many may ask. */
  Future<Measure.Reply> measure(Measure measure) {
    Future<Measure.Reply> now = measuring;
    if (now == null || now.isComplete()) {
      now = redis.measure();
      measuring = now;
    }
    return now;
  }

  /** One at a time, so that they do not heap up behind a Redis that hangs. */
  Future<Ping.Reply> ping(Ping ping) {
    Future<Response> now = pinging;
    if (now == null || now.isComplete()) {
      now = redis.ping();
      pinging = now;
    }
    return now.transform(pong -> Future.succeededFuture(new Ping.Reply(pong.succeeded())));
  }
}
