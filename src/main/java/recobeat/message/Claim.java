package recobeat.message;

/**
 * Asks the cache verticle for a turn to call the service, where engines share its limit.
 *
 * @param intervalMs milliseconds between two calls that come evenly
 * @param burst calls that may come at once after a pause
 */
public record Claim(double intervalMs, int burst) {

  /**
   * A turn.
   *
   * @param waitMs how long it is until then, in milliseconds
   * @param ceiling calls a second that the service is taken to allow by whoever it refused last;
   *     NaN if it refused nobody yet
   * @param granted how many turns were given so far, to all engines together
   */
  public record Reply(long waitMs, double ceiling, long granted) {}
}
