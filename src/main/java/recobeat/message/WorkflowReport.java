package recobeat.message;

import io.vertx.core.json.JsonObject;

/**
 * The account of one workflow. JSON:
 *
 * <pre>{@code
 * {"workflow": "evening-mix-17", "asked": 312, "hits": 250, "joined": 20, "failed": 0,
 *  "guessed": 12, "calls": 3.5, "durationMs": 41200}
 * }</pre>
 *
 * @param workflow its id
 * @param asked ids and queries asked for
 * @param hits of these, answered from near cache or Redis, stale ones too
 * @param joined of these, answered by a call that somebody else had asked for
 * @param failed of these, failed
 * @param guessed how often a guess stood in for what failed or is absent
 * @param calls upstream calls charged: one shared by n workflows counts 1/n for each
 * @param durationMs from the first ask to the last answer
 */
public record WorkflowReport(
    String workflow,
    long asked,
    long hits,
    long joined,
    long failed,
    long guessed,
    double calls,
    long durationMs) {

  /** The account of a workflow that never asked, or was closed and forgotten. */
  public static WorkflowReport none(String workflow) {
    return new WorkflowReport(workflow, 0, 0, 0, 0, 0, 0, 0);
  }

  /** As shown above. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("workflow", workflow)
        .put("asked", asked)
        .put("hits", hits)
        .put("joined", joined)
        .put("failed", failed)
        .put("guessed", guessed)
        .put("calls", calls)
        .put("durationMs", durationMs);
  }

  /** Read back from its JSON form. */
  public static WorkflowReport fromJson(JsonObject json) {
    return new WorkflowReport(
        json.getString("workflow"),
        json.getLong("asked"),
        json.getLong("hits"),
        json.getLong("joined"),
        json.getLong("failed"),
        json.getLong("guessed"),
        json.getDouble("calls"),
        json.getLong("durationMs"));
  }
}
