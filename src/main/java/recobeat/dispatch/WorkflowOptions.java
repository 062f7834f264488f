package recobeat.dispatch;

import java.time.Duration;
import recobeat.options.Bounds;

/**
 * The accounts of workflows.
 *
 * @param idle after this long without a question, an account is closed and forgotten
 * @param max accounts kept; the one idle longest makes room
 */
public record WorkflowOptions(Duration idle, int max) {

  /** Checks the ranges. */
  public WorkflowOptions {
    Bounds.life("idle", idle);
    if (max < 1) {
      throw new IllegalArgumentException("max must be at least 1");
    }
  }

  /** Half an hour, 10,000 accounts. */
  public static WorkflowOptions defaults() {
    return new WorkflowOptions(Duration.ofMinutes(30), 10_000);
  }
}
