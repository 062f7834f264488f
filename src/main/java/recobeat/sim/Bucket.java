package recobeat.sim;

/** The rate limit: a token bucket that starts full. For one thread, but any may resize it. */
final class Bucket {

  private volatile Size size;
  private double tokens;
  private long filledAt;

  private record Size(double perMilli, int burst) {}

  /** With a rate of 0 there is no limit. */
  Bucket(double perSecond, int burst, long nowMillis) {
    this.size = new Size(perSecond / 1000, burst);
    this.tokens = burst;
    this.filledAt = nowMillis;
  }

  /** From now on it fills so fast and holds so many; what is in it stays, as far as it fits. */
  void resize(double perSecond, int burst) {
    size = new Size(perSecond / 1000, burst);
  }

  /** Takes a token and returns 0, or takes none and returns the milliseconds until there is one. */
  double take(long nowMillis) {
    Size now = size;
    if (now.perMilli == 0) {
      return 0;
    }
    tokens = Math.min(now.burst, tokens + (nowMillis - filledAt) * now.perMilli);
    filledAt = nowMillis;
    if (tokens < 1) {
      return (1 - tokens) / now.perMilli;
    }
    tokens--;
    return 0;
  }
}
