package recobeat.dispatch;

/**
 * How fast calls may leave.
 *
 * @param ratePerSecond calls a second, the rate it starts with
 * @param burst calls that may leave at once after a pause
 * @param rateMax the highest rate it grows to while the service refuses nothing; the one it starts
 *     with, if that is higher
 * @param concurrency the most calls under way at once; fewer while the service is slow or fails
 * @param shared whether all engines on one Redis keep the rate together, as they do whom the
 *     service knows by one address
 */
public record GateOptions(
    double ratePerSecond, int burst, double rateMax, int concurrency, boolean shared) {

  /** Slower, the first call would already take a caller's whole patience. */
  private static final double RATE_MIN = 0.001;

  /** Checks the ranges. */
  public GateOptions {
    if (!(ratePerSecond >= RATE_MIN) || !(rateMax >= RATE_MIN) || burst < 1 || concurrency < 1) {
      throw new IllegalArgumentException("ratePerSecond and rateMax must be at least " + RATE_MIN
          + ", burst and concurrency at least 1");
    }
  }

  /** 3 a second went through untouched where it was measured; bursts are what trips the limit. */
  public static GateOptions defaults() {
    return new GateOptions(3, 2, 30, 4, true);
  }
}
