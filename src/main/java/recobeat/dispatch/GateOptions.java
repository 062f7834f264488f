package recobeat.dispatch;

/**
 * How fast calls may leave.
 *
 * @param ratePerSecond calls a second, the rate it starts with
 * @param burst calls that may leave at once after a pause
 * @param concurrency calls under way at once
 */
public record GateOptions(double ratePerSecond, int burst, int concurrency) {

  /** Slower, the first call would already take a caller's whole patience. */
  private static final double RATE_MIN = 0.001;

  /** Checks the ranges. */
  public GateOptions {
    if (!(ratePerSecond >= RATE_MIN) || burst < 1 || concurrency < 1) {
      throw new IllegalArgumentException("ratePerSecond must be at least " + RATE_MIN
          + ", burst and concurrency at least 1");
    }
  }

  /** 3 a second went through untouched where it was measured; bursts are what trips the limit. */
  public static GateOptions defaults() {
    return new GateOptions(3, 2, 4);
  }
}
