package recobeat.message;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks for audio features, tracks, artists or albums; the address says which. JSON:
 *
 * <pre>{@code
 * {"ids": ["7Kq2VbN0xTzPmR4sLw9aYc", "3f0c5b1e-7a42-4d8e-9b61-2c9e40d7f1aa", "SEABC2100417"],
 *  "hints": {"artist": "Mara Lindqvist"}, "waitMs": 30000, "accept": "stale",
 *  "workflow": "evening-mix-17"}
 * }</pre>
 *
 * An id may also be an object like {@code {"id": "SEABC2100417", "hints": {"title": "Kites"}}}.
 *
 * @param ids at least one: Spotify ids, RecoBeat ids and, for tracks, ISRCs, in any mixture
 * @param terms wait, worst answer and workflow
 * @param hints what is known of all of them; only audio features are guessed from it
 * @param hintsById what is known of some alone, by the id as asked
 */
public record IdsRequest(
    List<String> ids, Terms terms, Hints hints, Map<String, Hints> hintsById)
    implements Request {

  /** Copies. */
  public IdsRequest {
    ids = checked(ids);
    hintsById = Map.copyOf(hintsById);
  }

  /** Asks without hints. */
  public IdsRequest(List<String> ids, Terms terms) {
    this(ids, terms, Hints.NONE, Map.of());
  }

  /** Asks on default terms. */
  public static IdsRequest of(List<String> ids) {
    return new IdsRequest(ids, Terms.DEFAULT);
  }

  /** Asks on default terms. */
  public static IdsRequest of(String... ids) {
    return of(List.of(ids));
  }

  /** With something known of all ids. */
  public IdsRequest hints(Hints ofAll) {
    return new IdsRequest(ids, terms, ofAll, hintsById);
  }

  /** On other terms. */
  public IdsRequest terms(Terms others) {
    return new IdsRequest(ids, others, hints, hintsById);
  }

  /** For one of its ids alone. */
  public IdsRequest only(String id) {
    return new IdsRequest(List.of(id), terms, hints(id), Map.of());
  }

  /** All that is known of one of its ids. */
  public Hints hints(String id) {
    return hintsById.isEmpty() ? hints : hintsById.getOrDefault(id, Hints.NONE).or(hints);
  }

  /** Whether there are any. */
  public boolean hasHints() {
    return !hintsById.isEmpty() || !hints.equals(Hints.NONE);
  }

  /** Read from its JSON form; fails with {@link BadRequest}. */
  public static IdsRequest fromJson(JsonObject json) {
    return new IdsRequest(
        Fields.ids(json), Terms.fromJson(json), Hints.in(json), hintsById(json.getValue("ids")));
  }

  /** Of ids that were read already. */
  static Map<String, Hints> hintsById(@Nullable Object ids) {
    Map<String, Hints> hints = new HashMap<>();
    for (Object id : ids instanceof JsonArray array ? array : List.of()) {
      if (id instanceof JsonObject named) {
        Hints own = Hints.in(named);
        if (!own.equals(Hints.NONE)) {
          hints.merge(named.getString("id"), own, (first, more) -> first.or(more));
        }
      }
    }
    return hints;
  }

  @Override
  public JsonObject toJson() {
    JsonObject json = new JsonObject().put("ids", ids(ids, hintsById));
    return terms.into(hints.equals(Hints.NONE) ? json : json.put("hints", hints.toJson()));
  }

  static JsonArray ids(List<String> ids, Map<String, Hints> hintsById) {
    if (hintsById.isEmpty()) {
      return new JsonArray(ids);
    }
    JsonArray array = new JsonArray();
    for (String id : ids) {
      Hints own = hintsById.get(id);
      if (own == null) {
        array.add(id);
      } else {
        array.add(new JsonObject().put("id", id).put("hints", own.toJson()));
      }
    }
    return array;
  }

  static List<String> checked(List<String> ids) {
    if (ids.isEmpty()) {
      throw new BadRequest("ids must name at least one id, not []");
    }
    return List.copyOf(ids);
  }
}
