package recobeat.model;

import org.jspecify.annotations.Nullable;

/**
 * What is known under a key, and since when.
 *
 * @param value the service's own JSON, or null for "the service does not have it"
 * @param storedAt when the service said so, milliseconds since 1970
 * @param jitter 0 to 255: where in the spread of lifetimes this entry lies
 * @param strikes how often an absence was confirmed before; 0 for values
 */
public record Entry(@Nullable Json value, long storedAt, int jitter, int strikes) {

  /** The most confirmations that are counted; the longest life is reached long before. */
  public static final int STRIKES_MAX = 62;

  /** Checks the ranges. */
  public Entry {
    if (jitter < 0 || jitter > 255 || strikes < 0 || strikes > STRIKES_MAX) {
      throw new IllegalArgumentException("jitter " + jitter + ", strikes " + strikes);
    }
  }

  /** A value that the service has. */
  public static Entry found(Json value, long storedAt, int jitter) {
    return new Entry(value, storedAt, jitter, 0);
  }

  /** A confirmed "not there", after some earlier ones. */
  public static Entry absent(long storedAt, int jitter, int strikes) {
    return new Entry(null, storedAt, jitter, Math.min(strikes, STRIKES_MAX));
  }

  /** Whether this remembers that the service has nothing. */
  public boolean isAbsent() {
    return value == null;
  }

  /** Milliseconds since it was stored; a wall clock set back makes it 0, never negative. */
  public long age(long epochMillis) {
    return Math.max(0, epochMillis - storedAt);
  }
}
