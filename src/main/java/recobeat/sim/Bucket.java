package recobeat.sim;

/** The rate limit: a token bucket that starts full. Not safe for several threads. */
final class Bucket {

  private final double perMilli;
  private final int burst;
  private double tokens;
  private long filledAt;

  /** With a rate of 0 there is no limit. */
  Bucket(double perSecond, int burst, long nowMillis) {
    this.perMilli = perSecond / 1000;
    this.burst = burst;
    this.tokens = burst;
    this.filledAt = nowMillis;
  }

  /** Takes a token and returns 0, or takes none and returns the milliseconds until there is one. */
  double take(long nowMillis) {
    if (perMilli == 0) {
      return 0;
    }
    tokens = Math.min(burst, tokens + (nowMillis - filledAt) * perMilli);
    filledAt = nowMillis;
    if (tokens < 1) {
      return (1 - tokens) / perMilli;
    }
    tokens--;
    return 0;
  }
}
