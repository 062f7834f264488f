package recobeat.dispatch;

/**
 * How fast calls may leave.
 *
 * @param ratePerSecond calls a second, the rate it starts with
 * @param burst calls that may leave at once after a pause
 * @param concurrency calls under way at once
 */
public record GateOptions(double ratePerSecond, int burst, int concurrency) {

  /** Checks the ranges. */
  public GateOptions {
    if (!(ratePerSecond > 0) || burst < 1 || concurrency < 1) {
      throw new IllegalArgumentException(
          "ratePerSecond must be above 0, burst and concurrency at least 1");
    }
  }

  /** 3 a second went through untouched where it was measured; bursts are what trips the limit. */
  public static GateOptions defaults() {
    return new GateOptions(3, 2, 4);
  }
}
