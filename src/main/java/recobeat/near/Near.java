package recobeat.near;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import recobeat.model.Entry;
import recobeat.model.Freshness;
import recobeat.model.Id;
import recobeat.model.IdKind;
import recobeat.model.Key;
import recobeat.model.Kind;
import recobeat.model.Lifetimes;
import recobeat.model.Mapping;

/**
 * The entries that this process holds, bounded in bytes. Any thread reads; only the cache verticle
 * writes.
 */
public final class Near {

  /** About what an entry costs beside its text and its value. */
  private static final int OVERHEAD_BYTES = 200;

  /** A refresh that was asked for and did not come is asked for again after this. */
  private static final long REFRESH_AGAIN_MS = 60_000;

  private final Cache<Key, Slot> slots;
  private final Lifetimes lifetimes;

  public Near(NearOptions options, Lifetimes lifetimes) {
    this.lifetimes = lifetimes;
    this.slots = Caffeine.newBuilder()
        .maximumWeight(options.bytesMax())
        .<Key, Slot>weigher((key, slot) -> weight(key, slot.entry))
        .executor(Runnable::run)
        .build();
  }

  /** What is held under exactly this key; null if nothing of use. */
  public @Nullable Hit find(Key key, long epochMillis) {
    Slot slot = slots.getIfPresent(key);
    if (slot == null) {
      return null;
    }
    Freshness freshness = lifetimes.freshness(key.kind(), slot.entry, epochMillis);
    return freshness == Freshness.EXPIRED ? null : new Hit(key, slot.entry, freshness);
  }

  /** The key that an id's value is kept under, as far as the registry here knows its other name. */
  public Key canonical(Kind kind, Id id, long epochMillis) {
    if (id.kind() == IdKind.UUID && !kind.isMapping()) {
      Hit mapping = find(new Key(Kind.mapping(kind.entity()), id.text()), epochMillis);
      if (mapping != null && mapping.entry().value() != null) {
        return new Key(kind, Mapping.of(mapping.entry().value()).canonical());
      }
    }
    return new Key(kind, id.text());
  }

  /** True once for each stale entry, and again if the refresh does not come in a minute. */
  public boolean claimRefresh(Key key, long epochMillis) {
    Slot slot = slots.getIfPresent(key);
    return slot != null && slot.claimRefresh(epochMillis);
  }

  /** Holds an entry, unless a younger one is held already. */
  public void offer(Key key, Entry entry) {
    slots.asMap().merge(key, new Slot(entry),
        (held, offered) -> held.entry.storedAt() > entry.storedAt() ? held : offered);
  }

  /** Holds an entry, in place of what was there. */
  public void put(Key key, Entry entry) {
    slots.put(key, new Slot(entry));
  }

  /** Lets go of an entry; false if there was none. */
  public boolean remove(Key key) {
    return slots.asMap().remove(key) != null;
  }

  /** What is held under exactly this key, of use or not, without counting as a use. */
  public @Nullable Entry peek(Key key) {
    Slot slot = slots.policy().getIfPresentQuietly(key);
    return slot == null ? null : slot.entry;
  }

  /** All keys, while others come and go. */
  public Iterator<Key> keys() {
    return slots.asMap().keySet().iterator();
  }

  /** About how many entries are held. */
  public long entries() {
    return slots.estimatedSize();
  }

  /** About how many bytes are held. */
  public long bytes() {
    return slots.policy().eviction().orElseThrow().weightedSize().orElse(0);
  }

  private static int weight(Key key, Entry entry) {
    return OVERHEAD_BYTES
        + key.text().length()
        + (entry.value() == null ? 0 : entry.value().length());
  }

  /** What was found, and how fresh it is: never expired. */
  public record Hit(Key key, Entry entry, Freshness freshness) {}

  private static final class Slot {

    private final Entry entry;
    private long refreshAskedAt = Long.MIN_VALUE;

    Slot(Entry entry) {
      this.entry = entry;
    }

    synchronized boolean claimRefresh(long epochMillis) {
      long since = epochMillis - refreshAskedAt;
      // A wall clock set back is no reason to wait longer.
      if (refreshAskedAt != Long.MIN_VALUE && since >= 0 && since < REFRESH_AGAIN_MS) {
        return false;
      }
      refreshAskedAt = epochMillis;
      return true;
    }
  }
}
