package recobeat.sim;

/** Hashes in place of stored data: equal input, equal output, on every machine. */
final class Mix {

  private Mix() {}

  /** The finaliser of SplitMix64. */
  static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  static long of(long seed, String text) {
    long hash = mix(seed);
    for (int i = 0; i < text.length(); i++) {
      hash = mix(hash ^ text.charAt(i));
    }
    return hash;
  }

  static long of(long seed, String purpose, long number) {
    return mix(of(seed, purpose) ^ number);
  }

  /** A fraction in [0, 1). */
  static double unit(long hash) {
    return (hash >>> 11) * 0x1p-53;
  }
}
