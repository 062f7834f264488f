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

  /**
   * Counts the ids of one request.
   *
   * @param missing of these, those that RecoBeat does not have
   */
  public synchronized void count(String workflow, int ids, int missing, long nowMillis) {
    Tally tally = tallies.get(workflow);
    if (tally != null) {
      tallies.put(workflow, new Tally(
          tally.ids + ids, tally.missing + missing, tally.firstMillis, nowMillis));
    } else if (tallies.size() < WORKFLOWS_MAX) {
      tallies.put(workflow, new Tally(ids, missing, nowMillis, nowMillis));
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
   * @param missing of these, those that RecoBeat does not have
   * @param firstMillis when the first one was answered
   * @param lastMillis when the last one was
   */
  public record Tally(long ids, long missing, long firstMillis, long lastMillis) {}
}
