package recobeat.fetch;

import java.time.Duration;
import recobeat.options.Bounds;

/**
 * The circuit breaker around the service.
 *
 * @param failuresMax failures without a success between that open it
 * @param resetAfter how long it stays open before one call tries again
 */
public record BreakerOptions(int failuresMax, Duration resetAfter) {

  /** Checks the ranges. */
  public BreakerOptions {
    if (failuresMax < 1) {
      throw new IllegalArgumentException("failuresMax must be at least 1");
    }
    Bounds.limit("resetAfter", resetAfter);
  }

  /** 5 failures, 10 s. */
  public static BreakerOptions defaults() {
    return new BreakerOptions(5, Duration.ofSeconds(10));
  }
}
