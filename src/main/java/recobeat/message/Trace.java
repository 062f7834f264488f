package recobeat.message;

import java.util.List;
import recobeat.model.Key;

/**
 * Asks the dispatcher for the flights of some keys.
 *
 * @param keys under any names
 */
public record Trace(List<Key> keys) {

  /** Those that are under way. */
  public record Reply(List<Flight> flights) {}

  /** How far a flight is. */
  public enum State {
    /** In the cache verticle's hands. */
    LOOKED_UP,
    /** Waits for a call. */
    QUEUED,
    /** Waits for another try after a call that failed. */
    PAUSED,
    /** In a call. */
    SENT;

    @Override
    public String toString() {
      return Fields.name(this);
    }
  }

  /**
   * One of them.
   *
   * @param attempts calls that carried it so far
   * @param waiters requests that wait for it; none for a refresh
   */
  public record Flight(Key key, State state, int attempts, int waiters) {}
}
