package recobeat.dispatch;

/**
 * When the next call may leave. The rate is a sliding one (generic cell rate algorithm): a call
 * counts when it is sent, and there is no minute at whose edge two bursts could meet.
 */
final class Gate {

  static final long NEVER = Long.MAX_VALUE;

  private final int burst;
  private final int concurrency;
  private double intervalMs;

  /** When the next call would be due if all had come evenly. */
  private double dueMs = Double.NEGATIVE_INFINITY;

  private long pausedUntil = Long.MIN_VALUE;
  private int under;

  Gate(GateOptions options) {
    this.intervalMs = 1000 / options.ratePerSecond();
    this.burst = options.burst();
    this.concurrency = options.concurrency();
  }

  /** The earliest time at which a call may leave; {@link #NEVER} until one under way has ended. */
  long opensAt(long now) {
    if (under >= concurrency) {
      return NEVER;
    }
    double slackMs = intervalMs * (burst - 1);
    long due = dueMs == Double.NEGATIVE_INFINITY ? now : (long) Math.ceil(dueMs - slackMs);
    return Math.max(now, Math.max(due, pausedUntil));
  }

  void onSent(long now) {
    assert opensAt(now) == now;
    under++;
    dueMs = Math.max(dueMs, now) + intervalMs;
  }

  void onDone() {
    assert under > 0;
    under--;
  }

  /** Nothing leaves before; a later, shorter pause does not shorten it. */
  void pause(long until) {
    pausedUntil = Math.max(pausedUntil, until);
  }

  /** Changes the rate; what has left already counts on, at the new one. */
  void rate(double perSecond, long now) {
    double interval = 1000 / perSecond;
    if (dueMs > now) {
      dueMs = now + (dueMs - now) * interval / intervalMs;
    }
    intervalMs = interval;
  }

  /** Calls a second. */
  double rate() {
    return 1000 / intervalMs;
  }

  /** How long nothing leaves because of a pause. */
  long pausedMs(long now) {
    return pausedUntil > now ? pausedUntil - now : 0;
  }
}
