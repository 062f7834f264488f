package recobeat.message;

import io.vertx.core.json.JsonObject;

/**
 * Asks for the account of a workflow. JSON: {@code {"workflow": "evening-mix-17"}}
 *
 * @param workflow the id that its requests carry
 */
public record WorkflowRequest(String workflow) implements Request {

  /** Read from its JSON form; fails with {@link BadRequest}. */
  public static WorkflowRequest fromJson(JsonObject json) {
    return new WorkflowRequest(Fields.text(json, "workflow"));
  }

  @Override
  public JsonObject toJson() {
    return new JsonObject().put("workflow", workflow);
  }
}
