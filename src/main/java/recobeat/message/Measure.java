package recobeat.message;

/** Asks the cache verticle how full Redis is. */
public record Measure() {

  /**
   * As Redis says.
   *
   * @param memoryBytes what it uses
   * @param memoryBytesMax what it may use; 0 for no bound of its own
   * @param keys of its database, also those of others if it is shared
   */
  public record Reply(long memoryBytes, long memoryBytesMax, long keys) {}
}
