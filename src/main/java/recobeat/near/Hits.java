package recobeat.near;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Hits that were answered without a message, by workflow, until the dispatcher drains them into its
 * accounts. Bounded: while it is full, hits of further workflows go uncounted.
 */
public final class Hits {

  private static final int WORKFLOWS_MAX = 10_000;

  private Map<String, Tally> tallies = new LinkedHashMap<>();

  /** Counts the ids of one request. */
  public synchronized void count(String workflow, int ids, long nowMillis) {
    Tally tally = tallies.get(workflow);
    if (tally != null) {
      tallies.put(workflow, new Tally(tally.ids + ids, tally.firstMillis, nowMillis));
    } else if (tallies.size() < WORKFLOWS_MAX) {
      tallies.put(workflow, new Tally(ids, nowMillis, nowMillis));
    }
  }

  /** Hands over what was counted, and starts anew. */
  public synchronized Map<String, Tally> drain() {
    Map<String, Tally> drained = tallies;
    tallies = new LinkedHashMap<>();
    return drained;
  }

  /**
   * The hits of one workflow.
   *
   * @param ids how many
   * @param firstMillis when the first one was answered
   * @param lastMillis when the last one was
   */
  public record Tally(long ids, long firstMillis, long lastMillis) {}
}
