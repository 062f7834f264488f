package recobeat.near;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;
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

  private static final int REFRESHES_MAX = 100_000;

  private final Cache<Key, Entry> entries;

  /** Refreshes that somebody has asked for; apart, as few entries are stale. */
  private final Cache<Key, Refresh> refreshes =
      Caffeine.newBuilder().maximumSize(REFRESHES_MAX).executor(Runnable::run).build();

  private final Lifetimes lifetimes;
  private final AtomicLong changes = new AtomicLong();

  public Near(NearOptions options, Lifetimes lifetimes) {
    this.lifetimes = lifetimes;
    this.entries = Caffeine.newBuilder()
        .maximumWeight(options.bytesMax())
        .<Key, Entry>weigher(Near::weight)
        .executor(Runnable::run)
        .build();
  }

  /** What is held under exactly this key; null if nothing of use. */
  public @Nullable Hit find(Key key, long epochMillis) {
    Entry entry = entries.getIfPresent(key);
    if (entry == null) {
      return null;
    }
    Freshness freshness = lifetimes.freshness(key.kind(), entry, epochMillis);
    return freshness == Freshness.EXPIRED ? null : new Hit(key, entry, freshness);
  }

  /** The same where only a value within its life is of use. */
  public @Nullable Entry fresh(Key key, long epochMillis) {
    Entry entry = entries.getIfPresent(key);
    return entry != null && !entry.isAbsent()
        && lifetimes.freshness(key.kind(), entry, epochMillis) == Freshness.FRESH ? entry : null;
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
    Entry entry = entries.getIfPresent(key);
    if (entry == null) {
      return false;
    }
    Refresh claim = new Refresh(entry.storedAt(), epochMillis);
    return refreshes.asMap().merge(key, claim,
        (asked, again) -> asked.covers(again) ? asked : again) == claim;
  }

  /** Holds an entry, unless a younger one is held already. */
  public void offer(Key key, Entry entry) {
    entries.asMap().merge(key, entry,
        (held, offered) -> held.storedAt() > offered.storedAt() ? held : offered);
    changes.incrementAndGet();
  }

  /** Holds an entry, in place of what was there. */
  public void put(Key key, Entry entry) {
    entries.put(key, entry);
    changes.incrementAndGet();
  }

  /** Lets go of an entry; false if there was none. */
  public boolean remove(Key key) {
    boolean removed = entries.asMap().remove(key) != null;
    changes.incrementAndGet();
    return removed;
  }

  /**
   * Another number whenever something was learned or removed: while it stays, what was found fresh
   * is still what would be found, but for its lifetime.
   */
  public long changes() {
    return changes.get();
  }

  /** What is held under exactly this key, of use or not, without counting as a use. */
  public @Nullable Entry peek(Key key) {
    return entries.policy().getIfPresentQuietly(key);
  }

  /** All keys, while others come and go. */
  public Iterator<Key> keys() {
    return entries.asMap().keySet().iterator();
  }

  /** About how many entries are held. */
  public long entries() {
    return entries.estimatedSize();
  }

  /** About how many bytes are held. */
  public long bytes() {
    return entries.policy().eviction().orElseThrow().weightedSize().orElse(0);
  }

  private static int weight(Key key, Entry entry) {
    return OVERHEAD_BYTES
        + key.text().length()
        + (entry.value() == null ? 0 : entry.value().length());
  }

  /** What was found, and how fresh it is: never expired. */
  public record Hit(Key key, Entry entry, Freshness freshness) {}

  private record Refresh(long storedAt, long askedAt) {

    /** Whether this is for the same entry, and not so long ago. */
    boolean covers(Refresh again) {
      long since = again.askedAt - askedAt;
      // A wall clock set back is no reason to wait longer.
      return storedAt == again.storedAt && since >= 0 && since < REFRESH_AGAIN_MS;
    }
  }
}
