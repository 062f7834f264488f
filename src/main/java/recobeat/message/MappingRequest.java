package recobeat.message;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import recobeat.model.Entity;

/**
 * Asks which RecoBeat id and which Spotify id belong together, from either side. JSON:
 *
 * <pre>{@code
 * {"entity": "track", "ids": ["7Kq2VbN0xTzPmR4sLw9aYc"], "waitMs": 30000, "accept": "stale"}
 * }</pre>
 *
 * The value of a found outcome is {@code {"recobeat": "<uuid>", "spotify": "<id>"}}, for an ISRC an
 * array of those.
 *
 * @param entity what the ids name; {@code track} if not said
 * @param ids at least one, of any kind
 * @param terms wait, worst answer and workflow
 */
public record MappingRequest(Entity entity, List<String> ids, Terms terms) implements Request {

  /** Copies the ids. */
  public MappingRequest {
    ids = IdsRequest.checked(ids);
  }

  /** Asks for tracks on default terms. */
  public static MappingRequest of(List<String> ids) {
    return new MappingRequest(Entity.TRACK, ids, Terms.DEFAULT);
  }

  /** Read from its JSON form; fails with {@link BadRequest}. */
  public static MappingRequest fromJson(JsonObject json) {
    return new MappingRequest(
        Fields.optionalChoice(json, "entity", Entity.class, Entity.TRACK),
        Fields.ids(json),
        Terms.fromJson(json));
  }

  @Override
  public JsonObject toJson() {
    return terms.into(
        new JsonObject().put("entity", Fields.name(entity)).put("ids", new JsonArray(ids)));
  }
}
