package recobeat.dispatch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import recobeat.model.Endpoint;

/**
 * How many calls may be under way at once: as many as the service takes without getting slower (as
 * TCP Vegas does). Calls that only wait there make all calls slower, so the quickest of some calls
 * is compared with the quickest of as many at first: that leaves out what makes single calls slow.
 * Not with the quickest ever, which chance alone makes quicker and quicker. What is not
 * answered, or by an error, halves the limit; and what is answered late is no reason to grow, even
 * if everything is equally late.
 */
final class Limit {

  private static final int START = 2;

  /** Answers of an endpoint that are judged together. */
  private static final int ROUND = 4;

  /** Rounds that show what is quick, and which of them does: few were only quick by chance. */
  private static final int FIRST = 9;

  private static final int FIRST_SHARE = 4;

  /** So many times slower than at first, a third of the calls is only waiting, and half of them. */
  private static final double SLOWER = 1.5;

  private static final double SLOW = 2;

  /**
   * After so many rounds the quickest one is measured anew, as the service may have changed: with
   * fewer calls under way, or what only waits would be taken for quick.
   */
  private static final int ROUNDS_MAX = 50;

  private static final int HANGS_SHARE = 5;
  private static final double HANGS_TIMES = 4;

  /** The weight of one more answer in what is usual. */
  private static final double USUAL_WEIGHT = 0.2;

  private static final class Latency {
    private final List<Long> firstMs = new ArrayList<>(FIRST);
    private long roundMs = Long.MAX_VALUE;
    private int answers;
    private int rounds;
    private boolean full;

    long quickMs() {
      return firstMs.get((firstMs.size() - 1) / FIRST_SHARE);
    }
  }

  private final Map<Endpoint, Latency> latencies = new EnumMap<>(Endpoint.class);
  private final int max;
  private final long lateMs;
  private int calls;
  private double usualMs;
  private long brokenAt = Long.MIN_VALUE;

  /**
   * Starts low.
   *
   * @param lateMs what takes this long is late: a good part of what a call may take at all
   */
  Limit(int max, long lateMs) {
    this.max = max;
    this.lateMs = lateMs;
    this.calls = Math.min(START, max);
  }

  int calls() {
    return calls;
  }

  /** So many may be under way if some of them seem to hang. */
  int most() {
    return 2 * calls;
  }

  /** A call that takes so long seems to hang: much longer than others did lately. */
  long hangsMs() {
    return Math.max(lateMs / HANGS_SHARE, (long) (HANGS_TIMES * usualMs));
  }

  /**
   * A call was answered.
   *
   * @param under calls that were under way then, this one included
   */
  void onAnswered(Endpoint endpoint, long tookMs, int under) {
    usualMs += (tookMs - usualMs) * USUAL_WEIGHT;
    Latency latency = latencies.computeIfAbsent(endpoint, first -> new Latency());
    latency.full |= under >= calls;
    latency.roundMs = Math.min(latency.roundMs, Math.max(1, tookMs));
    if (++latency.answers < ROUND) {
      return;
    }
    judge(latency);
    latency.roundMs = Long.MAX_VALUE;
    latency.answers = 0;
    latency.full = false;
  }

  private void judge(Latency latency) {
    if (latency.rounds++ == 0) {
      return; // Its calls may have left while there were more of them.
    }
    if (latency.firstMs.size() < FIRST) {
      latency.firstMs.add(latency.roundMs);
      Collections.sort(latency.firstMs);
    }
    double slower = (double) latency.roundMs / latency.quickMs();
    if (latency.rounds > ROUNDS_MAX) {
      calls = Math.max(1, calls / 2);
      latency.firstMs.clear();
      latency.rounds = 0;
    } else if (slower > SLOW) {
      calls = Math.max(1, calls - 1);
    } else if (slower < SLOWER && latency.roundMs < lateMs && latency.full) {
      calls = Math.min(max, calls + 1);
    }
  }

  /** A call was not; those sent before the last one of these say no more than it did. */
  void onBroken(long sentAt, long now) {
    if (sentAt > brokenAt) {
      brokenAt = now;
      calls = Math.max(1, calls / 2);
    }
  }
}
