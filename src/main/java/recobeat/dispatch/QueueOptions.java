package recobeat.dispatch;

/**
 * How much may wait.
 *
 * @param flightsMax ids and queries under way; a request that would exceed it is refused
 * @param requestsMax requests unanswered; one more is refused
 */
public record QueueOptions(int flightsMax, int requestsMax) {

  /** Checks the ranges. */
  public QueueOptions {
    if (flightsMax < 1 || requestsMax < 1) {
      throw new IllegalArgumentException("flightsMax and requestsMax must be at least 1");
    }
  }

  /** 200,000 and 100,000. */
  public static QueueOptions defaults() {
    return new QueueOptions(200_000, 100_000);
  }
}
