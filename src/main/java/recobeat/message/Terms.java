package recobeat.message;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What every request may carry beside its question, all optional: {@code {"waitMs": 30000,
 * "accept": "stale", "workflow": "evening-mix-17", "priority": "batch"}}.
 *
 * @param waitMs how long the caller waits, in milliseconds from 0; the work goes on after it. Null
 *     for the engine's default
 * @param accept the worst answer taken; {@code stale} if not said
 * @param workflow 1 to 200 characters: what the request is accounted to, or null
 * @param priority how urgent it is beside others; {@code interactive} if not said
 */
public record Terms(
    @Nullable Long waitMs, Accept accept, @Nullable String workflow, Priority priority) {

  private static final int WORKFLOW_LENGTH_MAX = 200;
  private static final int WORD_MAX = 40;

  /** Nothing said. */
  public static final Terms DEFAULT =
      new Terms(null, Accept.STALE, null, Priority.INTERACTIVE);

  /** Checks the ranges. */
  public Terms {
    Fields.range("waitMs", waitMs, 0, Long.MAX_VALUE);
    check(workflow);
  }

  /** Fails for what is no id of a workflow; null is none, and right. */
  static void check(@Nullable String workflow) {
    if (workflow != null && (workflow.isBlank() || workflow.length() > WORKFLOW_LENGTH_MAX)) {
      throw new BadRequest("workflow must have 1 to " + WORKFLOW_LENGTH_MAX + " characters, not "
          + (workflow.isBlank() ? "none" : workflow.length()));
    }
  }

  /** A workflow's id, which callers choose freely, as one word of at most 40 characters. */
  public static String word(String workflow) {
    return workflow.substring(0, Math.min(WORD_MAX, workflow.length()))
        .replaceAll("[^\\p{L}\\p{N}_.:@/+-]", "_");
  }

  /** With another wait. */
  public Terms waitMs(long millis) {
    return new Terms(millis, accept, workflow, priority);
  }

  /** With another worst answer. */
  public Terms accept(Accept worst) {
    return new Terms(waitMs, worst, workflow, priority);
  }

  /** Accounted to a workflow. */
  public Terms workflow(String id) {
    return new Terms(waitMs, accept, id, priority);
  }

  /** As urgent as this. */
  public Terms priority(Priority urgency) {
    return new Terms(waitMs, accept, workflow, urgency);
  }

  static Terms fromJson(JsonObject json) {
    return fromJson(json, Accept.STALE);
  }

  static Terms fromJson(JsonObject json, Accept otherwise) {
    return new Terms(
        Fields.optionalLong(json, "waitMs"),
        Fields.optionalChoice(json, "accept", Accept.class, otherwise),
        Fields.optionalText(json, "workflow"),
        Fields.optionalChoice(json, "priority", Priority.class, Priority.INTERACTIVE));
  }

  JsonObject into(JsonObject json) {
    if (waitMs != null) {
      json.put("waitMs", waitMs);
    }
    json.put("accept", Fields.name(accept));
    if (workflow != null) {
      json.put("workflow", workflow);
    }
    json.put("priority", Fields.name(priority));
    return json;
  }
}
