package recobeat.dispatch;

import java.util.ArrayList;
import java.util.List;
import recobeat.message.Claim;
import recobeat.message.GateState;
import recobeat.model.Endpoint;

/**
 * When the next call may leave. The rate is a sliding one (generic cell rate algorithm): a call
 * counts when it is sent, and there is no minute at whose edge two bursts could meet. Calls in the
 * background leave over one slot and, of a burst, one place, so that whoever comes need not wait
 * for them.
 */
final class Gate {

  static final long NEVER = Long.MAX_VALUE;

  private final int burst;
  private final Rate rate;
  private final Limit limit;

  /** When the next call would be due if all had come evenly. */
  private double dueMs = Double.NEGATIVE_INFINITY;

  private long pausedUntil = Long.MIN_VALUE;

  /** The turn of the next call among all engines. */
  private long heldUntil = Long.MIN_VALUE;

  /** How much earlier it is for a call that need not leave a place of the burst. */
  private double heldSlackMs;

  /** Calls of others since this one's last. */
  private long others;

  /** The ceiling that is known to all. */
  private double shared = Double.NaN;

  /** When the calls under way were sent, the oldest first. */
  private final List<Long> under = new ArrayList<>();

  private int background;

  /**
   * Open at first.
   *
   * @param lateMs a call that takes this long is no reason for more of them at once
   */
  Gate(GateOptions options, long lateMs) {
    this.burst = options.burst();
    this.rate = new Rate(options.ratePerSecond(), options.rateMax());
    this.limit = new Limit(options.concurrency(), lateMs);
  }

  /** The earliest time at which a call may leave; {@link #NEVER} until one under way has ended. */
  long opensAt(boolean inBackground, long now) {
    long free = slotAt(inBackground, now);
    if (free == NEVER) {
      return NEVER;
    }
    double due = dueMs - slackMs(inBackground);
    long held = inBackground ? heldUntil : (long) Math.ceil(heldUntil - heldSlackMs);
    long opens = Math.max(free, Math.max(pausedUntil, held));
    return Math.max(now, due > now ? Math.max(opens, (long) Math.ceil(due)) : opens);
  }

  private long slotAt(boolean inBackground, long now) {
    if (inBackground) {
      boolean free = under.size() < limit.calls()
          && background < Math.max(1, limit.calls() - 1);
      return free ? now : NEVER;
    }
    if (under.size() < limit.calls()) {
      return now;
    }
    // Those that hang would hold up everything until their limit.
    return under.size() < limit.most()
        ? Math.max(now, under.get(under.size() - limit.calls()) + limit.hangsMs())
        : NEVER;
  }

  private double slackMs(boolean inBackground) {
    return intervalMs() * (burst(inBackground) - 1);
  }

  private int burst(boolean inBackground) {
    return inBackground ? Math.max(1, burst - 1) : burst;
  }

  /** What to ask for where engines have turns. */
  Claim claim(boolean inBackground) {
    return new Claim(intervalMs(), burst(inBackground));
  }

  /** Others have their turns before the next call, which was asked for by {@link #claim}. */
  void hold(boolean inBackground, long waitMs, long now) {
    heldUntil = now + waitMs;
    heldSlackMs = inBackground ? slackMs(false) - slackMs(true) : 0;
  }

  /**
   * What others did meanwhile.
   *
   * @param calls that they made
   * @param ceiling that the last of them met
   */
  void onOthers(long calls, double ceiling, long now) {
    rate.onElsewhere(calls);
    others = calls;
    if (!Double.isNaN(ceiling) && ceiling != shared) {
      double before = intervalMs();
      shared = ceiling;
      rate.adopt(ceiling, now);
      rescale(before, now);
    }
  }

  void onSent(boolean inBackground, long now) {
    assert opensAt(inBackground, now) == now;
    under.add(now);
    background += inBackground ? 1 : 0;
    double before = intervalMs();
    if (Math.max(dueMs - slackMs(inBackground), heldUntil) > now - before) {
      rate.onPaced(1 + others);
      rescale(before, now);
    }
    others = 0;
    dueMs = Math.max(dueMs, now) + intervalMs();
  }

  /** A call has ended, in whatever way. */
  void onDone(boolean inBackground, long sentAt) {
    boolean known = under.remove((Long) sentAt);
    assert known;
    background -= inBackground ? 1 : 0;
  }

  /** A call that has ended was answered. */
  void onAnswered(Endpoint endpoint, long sentAt, long tookMs) {
    rate.onAccepted(sentAt);
    limit.onAnswered(endpoint, tookMs, under.size() + 1);
  }

  /** A call that has ended was not answered, or by an error. */
  void onBroken(long sentAt, long now) {
    rate.onAccepted(sentAt);
    limit.onBroken(sentAt, now);
  }

  /** A call that has ended was refused for its rate: nothing leaves for so long. */
  void onRefused(long sentAt, long pauseMs, long now) {
    double before = intervalMs();
    if (rate.onRefused(sentAt, now)) {
      rescale(before, now);
    }
    pause(now + pauseMs);
  }

  /** A call that has ended was answered, but not by work that shows the service's pace. */
  void onAccepted(long sentAt) {
    rate.onAccepted(sentAt);
  }

  /** Nothing leaves before; a later, shorter pause does not shorten it. */
  void pause(long until) {
    pausedUntil = Math.max(pausedUntil, until);
  }

  /** What is worth keeping beyond a restart. */
  GateState keep(long now) {
    shared = rate.ceiling();
    return new GateState(rate.ceiling(), pausedMs(now));
  }

  /** Goes on from what was learned before a restart. */
  void recall(GateState state, long now) {
    if (!Double.isNaN(state.ceiling())) {
      shared = state.ceiling();
      rate.recall(state.ceiling());
    }
    pause(now + state.pausedMs());
  }

  /** Starts from another rate; what has left already counts on, at the new one. */
  void rate(double perSecond, long now) {
    double before = intervalMs();
    rate.reset(perSecond);
    heldUntil = Long.MIN_VALUE;
    rescale(before, now);
  }

  private void rescale(double intervalBefore, long now) {
    if (dueMs > now) {
      dueMs = now + (dueMs - now) * intervalMs() / intervalBefore;
    }
  }

  /** Calls a second. */
  double rate() {
    return rate.perSecond();
  }

  /** Calls that may be under way at once. */
  int concurrency() {
    return limit.calls();
  }

  /** How long nothing leaves because of a pause. */
  long pausedMs(long now) {
    return pausedUntil > now ? pausedUntil - now : 0;
  }

  private double intervalMs() {
    return 1000 / rate.perSecond();
  }
}
