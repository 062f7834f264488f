package recobeat.model;

import org.jspecify.annotations.Nullable;

/**
 * What is known under a key, and since when.
 *
 * @param value the service's own JSON; null for "the service does not have it", unless it said so
 *     by an empty list
 * @param isAbsent whether this remembers that the service has nothing
 * @param storedAt when the service said so, milliseconds since 1970
 * @param jitter 0 to 255: where in the spread of lifetimes this entry lies
 * @param strikes how often an absence was confirmed before; 0 for values
 */
public record Entry(
    @Nullable Json value, boolean isAbsent, long storedAt, int jitter, int strikes) {

  /** The most confirmations that are counted; the longest life is reached long before. */
  public static final int STRIKES_MAX = 62;

  /** Checks the ranges. */
  public Entry {
    if (value == null && !isAbsent) {
      throw new IllegalArgumentException("a value that is not there");
    }
    if (jitter < 0 || jitter > 255 || strikes < 0 || strikes > STRIKES_MAX) {
      throw new IllegalArgumentException("jitter " + jitter + ", strikes " + strikes);
    }
  }

  /** A value that the service has. */
  public static Entry found(Json value, long storedAt, int jitter) {
    return new Entry(value, false, storedAt, jitter, 0);
  }

  /**
   * A confirmed "not there", after some earlier ones.
   *
   * @param empty the empty list by which the service said so, or null
   */
  public static Entry absent(@Nullable Json empty, long storedAt, int jitter, int strikes) {
    return new Entry(empty, true, storedAt, jitter, Math.min(strikes, STRIKES_MAX));
  }

  /** Milliseconds since it was stored; a wall clock set back makes it 0, never negative. */
  public long age(long epochMillis) {
    return Math.max(0, epochMillis - storedAt);
  }
}
