package recobeat.metrics;

import java.util.concurrent.atomic.LongAdder;

/**
 * How often calls took how long, in buckets each a little longer than the one before: so what is
 * said of any span of time, by the difference of two counts, is right to a few per cent.
 */
final class Latencies {

  private static final int PER_OCTAVE = 8;

  /** Up to 2^18 ms, over four minutes; what takes longer is in the last one. */
  static final int BUCKETS = 18 * PER_OCTAVE;

  private final LongAdder[] buckets = new LongAdder[BUCKETS];

  Latencies() {
    for (int i = 0; i < BUCKETS; i++) {
      buckets[i] = new LongAdder();
    }
  }

  void record(long millis) {
    buckets[bucket(millis)].increment();
  }

  long[] counts() {
    long[] counts = new long[BUCKETS];
    for (int i = 0; i < BUCKETS; i++) {
      counts[i] = buckets[i].sum();
    }
    return counts;
  }

  private static int bucket(long millis) {
    double octaves = Math.log(Math.max(1, millis)) / Math.log(2);
    return Math.min(BUCKETS - 1, (int) (octaves * PER_OCTAVE));
  }

  /** NaN if nothing was counted. */
  static double quantile(long[] counts, double share) {
    long all = 0;
    for (long count : counts) {
      all += count;
    }
    long rank = Math.max(1, (long) Math.ceil(share * all));
    long below = 0;
    for (int i = 0; i < counts.length; i++) {
      below += counts[i];
      if (all > 0 && below >= rank) {
        return Math.pow(2, (i + 0.5) / PER_OCTAVE);
      }
    }
    return Double.NaN;
  }
}
