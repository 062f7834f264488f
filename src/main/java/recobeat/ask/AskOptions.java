package recobeat.ask;

import java.time.Duration;
import recobeat.options.Bounds;

/**
 * How requests are taken.
 *
 * @param waitDefault how long a caller waits who does not say; longer than a slow call takes
 * @param idsMax the most ids that one request may carry
 */
public record AskOptions(Duration waitDefault, int idsMax) {

  /** Checks the ranges. */
  public AskOptions {
    Bounds.pause("waitDefault", waitDefault);
    if (idsMax < 1) {
      throw new IllegalArgumentException("idsMax must be at least 1");
    }
  }

  /** 120 s and 100,000 ids. */
  public static AskOptions defaults() {
    return new AskOptions(Duration.ofSeconds(120), 100_000);
  }
}
