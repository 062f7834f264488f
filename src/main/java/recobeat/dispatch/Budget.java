package recobeat.dispatch;

/**
 * How many calls may be repeated: a share of the calls made lately, and a small reserve for when
 * there are few. Without it a service that fails would be asked several times as much as one that
 * does not.
 */
final class Budget {

  private static final double SAVED_MAX = 20;

  private final double share;
  private final double reservePerMs;
  private double saved = SAVED_MAX / 2;
  private long at = Long.MIN_VALUE;

  Budget(RetryOptions options) {
    this.share = options.share();
    this.reservePerMs = options.reservePerMinute() / 60_000.0;
  }

  /** A call was made. */
  void onCall() {
    saved = Math.min(SAVED_MAX, saved + share);
  }

  /** Whether one more may be repeated, which is then taken for done. */
  boolean take(long now) {
    if (at != Long.MIN_VALUE) {
      saved = Math.min(SAVED_MAX, saved + (now - at) * reservePerMs);
    }
    at = now;
    if (saved < 1) {
      return false;
    }
    saved--;
    return true;
  }
}
