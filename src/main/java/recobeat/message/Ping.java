package recobeat.message;

/** Asks the cache verticle whether Redis answers. */
public record Ping() {

  /** Whether it does. */
  public record Reply(boolean isUp) {}
}
