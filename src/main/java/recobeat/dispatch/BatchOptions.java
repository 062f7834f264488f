package recobeat.dispatch;

import java.time.Duration;
import recobeat.options.Bounds;

/**
 * How ids gather in calls.
 *
 * @param sizeMax the most ids in a call; the service refuses more than 40
 * @param window the longest that an id waits for company while nothing else delays its call; a
 *     quarter of that if none comes
 * @param windowShare the window as a share of the service's measured latency
 * @param hold the longest that it waits for a call of the same endpoint to come back, whose callers
 *     may ask on then; never longer than two such calls take
 * @param refreshPatience how long due refreshes wait for an empty seat before a call of their own
 */
public record BatchOptions(
    int sizeMax,
    Duration window,
    double windowShare,
    Duration hold,
    Duration refreshPatience) {

  /** What the service takes. */
  private static final int SERVICE_MAX = 40;

  /** Checks the ranges. */
  public BatchOptions {
    if (sizeMax < 1 || sizeMax > SERVICE_MAX) {
      throw new IllegalArgumentException("sizeMax must be from 1 to " + SERVICE_MAX);
    }
    Bounds.pause("window", window);
    Bounds.pause("hold", hold);
    Bounds.pause("refreshPatience", refreshPatience);
    if (!(windowShare >= 0)) {
      throw new IllegalArgumentException("windowShare must not be negative");
    }
  }

  /** 40 ids; four fifths of the latency, at most 200 ms; held 0.5 s at most; 2 s for refreshes. */
  public static BatchOptions defaults() {
    return new BatchOptions(
        SERVICE_MAX, Duration.ofMillis(200), 0.8, Duration.ofMillis(500), Duration.ofSeconds(2));
  }
}
