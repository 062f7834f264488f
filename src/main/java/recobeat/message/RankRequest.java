package recobeat.message;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks which tracks come nearest to what is wanted. JSON, of which only {@code tracks} is required:
 *
 * <pre>{@code
 * {"tracks": ["7Kq2VbN0xTzPmR4sLw9aYc", "SEABC2100417"], "hints": {"genres": ["trap"]},
 *  "targets": {"energy": {"value": 0.7, "tolerance": 0.2, "weight": 2}},
 *  "filters": {"tempo": {"min": 90, "max": 130}}, "limit": 50, "waitMs": 30000}
 * }</pre>
 *
 * A track may also be an object with hints, as in {@link IdsRequest}; a target also its value
 * alone.
 *
 * @param tracks at least one id, of any kind
 * @param hints what is known of all of them
 * @param hintsById what is known of some alone, by the id as asked
 * @param targets what features should be near to; without any, the order stays
 * @param filters what features have to be; what is not known passes
 * @param limit how many to return at most; all if not said
 * @param terms wait, worst answer, which is {@code default} if not said, and workflow
 */
public record RankRequest(List<String> tracks, Hints hints, Map<String, Hints> hintsById,
    Map<Target, Wanted> targets, Map<Target, Range> filters, int limit, Terms terms)
    implements Request {

  /**
   * What is wanted of a feature, in its unit.
   *
   * @param tolerance so far from it a track scores nothing; null for twice the usual spread within
   *     a genre
   * @param weight beside other targets
   */
  public record Wanted(double value, @Nullable Double tolerance, double weight) {}

  /** What a feature has to be, both ends included; infinite where there is no bound. */
  public record Range(double min, double max) {}

  /** Checks the ranges and copies. */
  public RankRequest {
    tracks = List.copyOf(tracks);
    if (tracks.isEmpty()) {
      throw new BadRequest("tracks must name at least one id, not []");
    }
    hintsById = Map.copyOf(hintsById);
    targets = Map.copyOf(targets);
    filters = Map.copyOf(filters);
    targets.forEach((feature, wanted) -> check(feature, wanted));
    filters.forEach((feature, range) -> {
      requireFeature("filters", feature);
      if (!(range.min <= range.max)) {
        throw new BadRequest("filters." + feature.field() + ".min must not be above max, not "
            + range.min + " with " + range.max);
      }
    });
    Fields.range("limit", limit, 1, Integer.MAX_VALUE);
  }

  private static void check(Target feature, Wanted wanted) {
    String field = "targets." + feature.field();
    requireFeature("targets", feature);
    feature.check(field + ".value", wanted.value);
    if (!(wanted.weight > 0) || Double.isInfinite(wanted.weight)) {
      throw Fields.wrong(field + ".weight", "above 0", wanted.weight);
    }
    if (wanted.tolerance != null && !(wanted.tolerance > 0)) {
      throw Fields.wrong(field + ".tolerance", "above 0", wanted.tolerance);
    }
  }

  private static void requireFeature(String field, Target feature) {
    if (!feature.isFeature()) {
      throw new BadRequest(field + '.' + feature.field() + " is no audio feature");
    }
  }

  /** The question for their features; each track once. */
  public IdsRequest features(Terms others) {
    return new IdsRequest(tracks.stream().distinct().toList(), others, hints, hintsById);
  }

  /** Read from its JSON form; fails with {@link BadRequest}. */
  public static RankRequest fromJson(JsonObject json) {
    List<String> tracks = Fields.ids(json, "tracks");
    Map<Target, Wanted> targets = new EnumMap<>(Target.class);
    Fields.object(json, "targets").forEach(each ->
        targets.put(feature("targets", each.getKey()), wanted(each.getKey(), each.getValue())));
    Map<Target, Range> filters = new EnumMap<>(Target.class);
    Fields.object(json, "filters").forEach(each ->
        filters.put(feature("filters", each.getKey()), range(each.getKey(), each.getValue())));
    return new RankRequest(tracks, Hints.in(json), IdsRequest.hintsById(json.getValue("tracks")),
        targets, filters, Fields.optionalInt(json, "limit", Integer.MAX_VALUE),
        Terms.fromJson(json, Accept.DEFAULT));
  }

  private static Target feature(String field, String name) {
    for (Target target : Target.values()) {
      if (target.field().equals(name)) {
        return target;
      }
    }
    throw new BadRequest(field + '.' + name + " is no audio feature");
  }

  private static Wanted wanted(String name, @Nullable Object value) {
    if (value instanceof Number number) {
      return new Wanted(number.doubleValue(), null, 1);
    }
    if (!(value instanceof JsonObject json)) {
      throw Fields.wrong("targets." + name, "a number or an object with a value", value);
    }
    Number wanted = Fields.optionalNumber(json, "value");
    if (wanted == null) {
      throw new BadRequest("targets." + name + ".value is missing");
    }
    Number tolerance = Fields.optionalNumber(json, "tolerance");
    Number weight = Fields.optionalNumber(json, "weight");
    return new Wanted(wanted.doubleValue(), tolerance == null ? null : tolerance.doubleValue(),
        weight == null ? 1 : weight.doubleValue());
  }

  private static Range range(String name, @Nullable Object value) {
    if (!(value instanceof JsonObject json)) {
      throw Fields.wrong("filters." + name, "an object with min or max", value);
    }
    Number min = Fields.optionalNumber(json, "min");
    Number max = Fields.optionalNumber(json, "max");
    return new Range(min == null ? Double.NEGATIVE_INFINITY : min.doubleValue(),
        max == null ? Double.POSITIVE_INFINITY : max.doubleValue());
  }

  @Override
  public JsonObject toJson() {
    JsonObject json = new JsonObject().put("tracks", IdsRequest.ids(tracks, hintsById));
    if (!hints.equals(Hints.NONE)) {
      json.put("hints", hints.toJson());
    }
    JsonObject near = new JsonObject();
    new TreeMap<>(targets).forEach((feature, wanted) -> near.put(feature.field(), json(wanted)));
    JsonObject within = new JsonObject();
    new TreeMap<>(filters).forEach((feature, range) -> within.put(feature.field(), json(range)));
    json.put("targets", near).put("filters", within);
    return terms.into(limit == Integer.MAX_VALUE ? json : json.put("limit", limit));
  }

  private static JsonObject json(Wanted wanted) {
    JsonObject json = new JsonObject().put("value", wanted.value);
    if (wanted.tolerance != null) {
      json.put("tolerance", wanted.tolerance);
    }
    return json.put("weight", wanted.weight);
  }

  private static JsonObject json(Range range) {
    JsonObject json = new JsonObject();
    if (Double.isFinite(range.min)) {
      json.put("min", range.min);
    }
    return Double.isFinite(range.max) ? json.put("max", range.max) : json;
  }

  /** Asks on default terms, for the order given. */
  public static RankRequest of(List<String> tracks) {
    return new RankRequest(tracks, Hints.NONE, Map.of(), Map.of(), Map.of(), Integer.MAX_VALUE,
        Terms.DEFAULT.accept(Accept.DEFAULT));
  }
}
