package recobeat.message;

import java.util.List;

/**
 * Asks the dispatcher for the workflows that asked last.
 *
 * @param max so many at most
 */
public record Recent(int max) {

  /** The latest first. */
  public record Reply(List<Workflow> workflows) {}

  /**
   * A workflow whose account is open.
   *
   * @param missing of the ids and queries asked for, those that RecoBeat does not have
   * @param waiting requests of it that are not answered yet
   * @param idleMs since its last answer, or its first question
   */
  public record Workflow(WorkflowReport report, long missing, int waiting, long idleMs) {}
}
