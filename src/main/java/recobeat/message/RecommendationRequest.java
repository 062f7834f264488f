package recobeat.message;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import recobeat.model.Id;
import recobeat.model.IdKind;

/**
 * Asks for tracks like some others. JSON, of which only {@code seeds} is required:
 *
 * <pre>{@code
 * {"seeds": ["7Kq2VbN0xTzPmR4sLw9aYc"], "size": 20, "negativeSeeds": [], "energy": 0.7,
 *  "featureWeight": 2, "waitMs": 30000, "accept": "stale", "workflow": "evening-mix-17"}
 * }</pre>
 *
 * The one outcome's id is the canonical query, its value the service's answer {@code {"content":
 * [track, ...]}}. Seeds that RecoBeat does not have give an absent outcome. The order of seeds does
 * not matter.
 *
 * @param seeds 1 to 5 track ids, Spotify's or RecoBeat's
 * @param size 1 to 100 tracks; 20 if not said
 * @param negativeSeeds at most 5 track ids, fewer than seeds and none of them, to keep away from
 * @param targets qualities wanted: {@code energy}, {@code tempo} and the like
 * @param terms wait, worst answer and workflow
 */
public record RecommendationRequest(
    List<String> seeds,
    int size,
    List<String> negativeSeeds,
    Map<Target, Number> targets,
    Terms terms)
    implements Request {

  private static final int SEEDS_MAX = 5;
  private static final int SIZE_MAX = 100;
  private static final int SIZE_DEFAULT = 20;

  /** Checks the ranges and copies. */
  public RecommendationRequest {
    if (seeds.isEmpty()) {
      throw new BadRequest("seeds must name at least one track, not []");
    }
    seeds = checked("seeds", seeds);
    negativeSeeds = checked("negativeSeeds", negativeSeeds);
    Set<String> both = new HashSet<>(seeds);
    both.retainAll(negativeSeeds);
    if (!both.isEmpty()) {
      throw new BadRequest("negativeSeeds must not name a seed: " + both.iterator().next());
    }
    if (!negativeSeeds.isEmpty() && negativeSeeds.size() >= seeds.size()) {
      throw new BadRequest("negativeSeeds must be fewer than seeds, not " + negativeSeeds.size()
          + " of " + seeds.size());
    }
    Fields.range("size", size, 1, SIZE_MAX);
    targets = Target.checked(targets);
  }

  /** Asks on default terms. */
  public static RecommendationRequest of(List<String> seeds, int size) {
    return new RecommendationRequest(seeds, size, List.of(), Map.of(), Terms.DEFAULT);
  }

  /** Read from its JSON form; fails with {@link BadRequest}. */
  public static RecommendationRequest fromJson(JsonObject json) {
    return new RecommendationRequest(
        Fields.texts(json, "seeds"),
        Fields.optionalInt(json, "size", SIZE_DEFAULT),
        Fields.texts(json, "negativeSeeds"),
        Target.read(json),
        Terms.fromJson(json));
  }

  @Override
  public JsonObject toJson() {
    JsonObject json = new JsonObject().put("seeds", new JsonArray(seeds)).put("size", size);
    if (!negativeSeeds.isEmpty()) {
      json.put("negativeSeeds", new JsonArray(negativeSeeds));
    }
    new TreeMap<>(targets).forEach((target, value) -> json.put(target.field(), value));
    return terms.into(json);
  }

  /** Canonical spelling, no repetition, sorted: the same question is one question. */
  private static List<String> checked(String field, List<String> ids) {
    List<String> canonical = ids.stream().map(text -> {
      Id id = Id.of(text);
      if (id.kind() != IdKind.SPOTIFY && id.kind() != IdKind.UUID) {
        throw Fields.wrong(field, "Spotify or RecoBeat track ids", text);
      }
      return id.text();
    }).distinct().sorted().toList();
    if (canonical.size() > SEEDS_MAX) {
      throw new BadRequest(
          field + " must name at most " + SEEDS_MAX + " tracks, not " + canonical.size());
    }
    return canonical;
  }
}
