package recobeat.dispatch;

import java.time.Duration;
import recobeat.options.Bounds;

/**
 * The circuit breaker around the service.
 *
 * @param failuresMax failures without a success between that open it
 * @param failureShare so large a share of the calls that ended within the window opens it too
 * @param callsMin as long as fewer ended in it, their share does not count
 * @param window how far back calls count
 * @param resetAfter how long it stays open before a few calls try again; a quarter less at most, by
 *     chance
 * @param resetAfterMax where the doubling ends that follows tries which fail
 * @param trials the most tries at once; when all have gone well it closes
 */
public record BreakerOptions(
    int failuresMax,
    double failureShare,
    int callsMin,
    Duration window,
    Duration resetAfter,
    Duration resetAfterMax,
    int trials) {

  /** Checks the ranges. */
  public BreakerOptions {
    if (!(failureShare > 0 && failureShare <= 1)) {
      throw new IllegalArgumentException("failureShare must be above 0 and at most 1");
    }
    if (failuresMax < 1 || callsMin < 1 || trials < 1) {
      throw new IllegalArgumentException("failuresMax, callsMin and trials must be at least 1");
    }
    Bounds.limit("window", window);
    Bounds.limit("resetAfter", resetAfter);
    Bounds.limit("resetAfterMax", resetAfterMax);
    if (resetAfterMax.compareTo(resetAfter) < 0) {
      throw new IllegalArgumentException("resetAfterMax must not be below resetAfter");
    }
  }

  /** 5 in a row, or half of at least 10 calls in 30 s; 10 s to 2 minutes; 2 tries. */
  public static BreakerOptions defaults() {
    return new BreakerOptions(5, 0.5, 10, Duration.ofSeconds(30), Duration.ofSeconds(10),
        Duration.ofMinutes(2), 2);
  }

  /** Milliseconds of the pause after so many openings in a row; chance is from 0 to 1. */
  long pause(int openings, double chance) {
    // A shift has no cap of its own.
    long full = Math.min(
        resetAfterMax.toMillis(), resetAfter.toMillis() << Math.min(openings, 20));
    return full - (long) (full / 4.0 * chance);
  }
}
