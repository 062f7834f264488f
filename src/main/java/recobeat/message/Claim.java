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
   * @param pausedMs how much of it is because the service wants to be left alone
   * @param ceiling calls a second that the service is taken to allow by whoever it refused last;
   *     NaN if it refused nobody yet
   * @param granted how many turns were given so far, to all engines together
   * @param refused how many of them were, when the last refusal was told
   */
  public record Reply(
      long waitMs, long pausedMs, double ceiling, long granted, long refused) {}
}
