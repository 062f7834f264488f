package recobeat.dispatch;

import java.time.Duration;
import recobeat.options.Bounds;

/**
 * What is done when a call fails in a way that may pass: refused for its rate, answered with a
 * server error or a broken body, or not answered.
 *
 * @param attemptsMax calls made for an id before it fails, the first included
 * @param backoff pause before the second, doubled for each further one, halved at most by chance
 * @param backoffMax where the doubling ends
 * @param retryAfterMax the longest {@code Retry-After} that is obeyed in full
 * @param outageMax how long an id waits for an open circuit breaker before it fails
 * @param share calls that may be repeated for breaking, as a share of all calls made
 * @param reservePerMinute so many a minute may be beside that
 */
public record RetryOptions(
    int attemptsMax,
    Duration backoff,
    Duration backoffMax,
    Duration retryAfterMax,
    Duration outageMax,
    double share,
    int reservePerMinute) {

  /** Checks the ranges. */
  public RetryOptions {
    Bounds.pause("backoff", backoff);
    Bounds.pause("backoffMax", backoffMax);
    Bounds.pause("retryAfterMax", retryAfterMax);
    Bounds.pause("outageMax", outageMax);
    if (attemptsMax < 1 || backoffMax.compareTo(backoff) < 0) {
      throw new IllegalArgumentException(
          "attemptsMax must be at least 1, backoffMax not below backoff");
    }
    if (!(share >= 0 && share <= 10) || reservePerMinute < 0) {
      throw new IllegalArgumentException(
          "share must be from 0 to 10, reservePerMinute not negative");
    }
  }

  /** 4 calls, 0.5 s to 30 s apart; 5 minutes; 20 s; 0.5 and 10 a minute. */
  public static RetryOptions defaults() {
    return new RetryOptions(
        4, Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofMinutes(5),
        Duration.ofSeconds(20), 0.5, 10);
  }

  /** Milliseconds to pause after an attempt failed, counted from 1; chance is from 0 to 1. */
  long pause(int attempt, double chance) {
    // Doubling more often than this passes any sensible maximum; a shift has no cap of its own.
    int doublings = Math.min(attempt - 1, 30);
    long full = Math.min(backoffMax.toMillis(), backoff.toMillis() << doublings);
    return full - (long) (full / 2.0 * chance);
  }
}
