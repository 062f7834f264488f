package recobeat.message;

/** Asks the dispatcher how it stands. */
public record Survey() {

  /**
   * How it stands.
   *
   * @param flights ids and queries under way
   * @param requests that wait for them
   * @param calls under way
   * @param brokenInARow calls that got no answer to be believed, since the last one that did
   * @param ratePerSecond calls a second that may leave
   * @param pausedMs how long nothing leaves, as the service said so
   * @param concurrency calls that may be under way at once
   * @param queued of the ids and queries, those that wait for a call, refreshes included
   */
  public record Reply(int flights, int requests, int calls, int brokenInARow,
      double ratePerSecond, long pausedMs, int concurrency, int queued) {}
}
