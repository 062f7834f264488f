package recobeat.message;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Asks for audio features, tracks, artists or albums; the address says which. JSON:
 *
 * <pre>{@code
 * {"ids": ["7Kq2VbN0xTzPmR4sLw9aYc", "3f0c5b1e-7a42-4d8e-9b61-2c9e40d7f1aa", "SEABC2100417"],
 *  "waitMs": 30000, "accept": "stale", "workflow": "evening-mix-17"}
 * }</pre>
 *
 * An id may also be an object like {@code {"id": "SEABC2100417"}}.
 *
 * @param ids at least one: Spotify ids, RecoBeat ids and, for tracks, ISRCs, in any mixture
 * @param terms wait, worst answer and workflow
 */
public record IdsRequest(List<String> ids, Terms terms) implements Request {

  /** Copies the ids. */
  public IdsRequest {
    ids = checked(ids);
  }

  /** Asks on default terms. */
  public static IdsRequest of(List<String> ids) {
    return new IdsRequest(ids, Terms.DEFAULT);
  }

  /** Asks on default terms. */
  public static IdsRequest of(String... ids) {
    return of(List.of(ids));
  }

  /** Read from its JSON form; fails with {@link BadRequest}. */
  public static IdsRequest fromJson(JsonObject json) {
    return new IdsRequest(Fields.ids(json), Terms.fromJson(json));
  }

  @Override
  public JsonObject toJson() {
    return terms.into(new JsonObject().put("ids", new JsonArray(ids)));
  }

  static List<String> checked(List<String> ids) {
    if (ids.isEmpty()) {
      throw new BadRequest("ids must name at least one id, not []");
    }
    return List.copyOf(ids);
  }
}
