package recobeat.message;

/**
 * What the gate has learned of the service's limit; the cache verticle keeps it beyond a restart.
 *
 * @param ceiling calls a second that the service is taken to allow; NaN if it is not known
 * @param pausedMs how much longer the service wants to be left alone
 */
public record GateState(double ceiling, long pausedMs) {

  /** Nothing was learned. */
  public static final GateState NONE = new GateState(Double.NaN, 0);

  /** Asks the cache verticle for what it keeps; the reply is a {@link GateState}. */
  public record Recall() {}
}
