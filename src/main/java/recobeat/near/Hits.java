package recobeat.near;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Hits that were answered without a message, and guesses, by workflow, until the dispatcher drains
 * them into its accounts. Bounded: while it is full, hits of further workflows go uncounted.
 */
public final class Hits {

  private static final int WORKFLOWS_MAX = 10_000;

  private Map<String, Tally> tallies = new LinkedHashMap<>();

  /**
   * Counts the ids of one request.
   *
   * @param missing of these, those that RecoBeat does not have
   */
  public void count(String workflow, int ids, int missing, long nowMillis) {
    add(workflow, new Tally(ids, missing, 0, nowMillis, nowMillis));
  }

  /** Counts guesses that were made for one request. */
  public void guessed(String workflow, int guesses, long nowMillis) {
    add(workflow, new Tally(0, 0, guesses, nowMillis, nowMillis));
  }

  private synchronized void add(String workflow, Tally more) {
    Tally tally = tallies.get(workflow);
    if (tally != null) {
      tallies.put(workflow, tally.plus(more));
    } else if (tallies.size() < WORKFLOWS_MAX) {
      tallies.put(workflow, more);
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
   * @param guessed how many guesses were made
   * @param firstMillis when the first one was answered
   * @param lastMillis when the last one was
   */
  public record Tally(
      long ids, long missing, long guessed, long firstMillis, long lastMillis) {

    private Tally plus(Tally later) {
      return new Tally(ids + later.ids, missing + later.missing, guessed + later.guessed,
          firstMillis, later.lastMillis);
    }
  }
}
