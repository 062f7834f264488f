package recobeat.message;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import recobeat.model.Lack;

/**
 * Asks which tracks were asked for that RecoBeat lacks. JSON, of which nothing is required:
 *
 * <pre>{@code
 * {"limit": 100, "workflow": "evening-mix-17", "reason": "not-featured"}
 * }</pre>
 *
 * @param limit the most tracks, and the most workflows, that are listed: 1 to 10,000; 100 if not
 *     said
 * @param workflow only what it was among the last to ask for; null for any
 * @param reason only what RecoBeat lacks so; null for any
 */
public record MissingRequest(int limit, @Nullable String workflow, @Nullable Lack reason)
    implements Request {

  private static final int LIMIT_DEFAULT = 100;
  private static final int LIMIT_MAX = 10_000;

  /** For those asked for most. */
  public static final MissingRequest DEFAULT = new MissingRequest(LIMIT_DEFAULT, null, null);

  /** Checks the ranges. */
  public MissingRequest {
    Fields.range("limit", limit, 1, LIMIT_MAX);
    Terms.check(workflow);
  }

  /** Read from its JSON form; fails with {@link BadRequest}. */
  public static MissingRequest fromJson(JsonObject json) {
    return new MissingRequest(
        Fields.optionalInt(json, "limit", LIMIT_DEFAULT),
        Fields.optionalText(json, "workflow"),
        json.getValue("reason") == null ? null : Fields.choice(json, "reason", Lack.class));
  }

  @Override
  public JsonObject toJson() {
    JsonObject json = new JsonObject().put("limit", limit);
    if (workflow != null) {
      json.put("workflow", workflow);
    }
    return reason == null ? json : json.put("reason", Fields.name(reason));
  }
}
