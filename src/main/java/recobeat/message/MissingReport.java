package recobeat.message;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import recobeat.model.Lack;

/**
 * What was asked for that RecoBeat lacks, and what it has in common. JSON:
 *
 * <pre>{@code
 * {"complete": true, "since": 1764300000000, "keptDays": 30.0,
 *  "totals": {"not-found": {"tracks": 1, "asks": 2}, "not-featured": {"tracks": 1, "asks": 12},
 *   "unknown": {"tracks": 0, "asks": 0}},
 *  "tracks": [{"id": "7Kq2VbN0xTzPmR4sLw9aYc", "reason": "not-featured", "asks": 12,
 *   "firstAt": 1764300000000, "lastAt": 1764390000000, "artists": ["Mara Lindqvist"]}],
 *  "artists": [{"name": "Mara Lindqvist", "tracks": 1, "asks": 12}],
 *  "genres": [{"name": "trap", "tracks": 1, "asks": 12}],
 *  "years": [{"name": "2021", "tracks": 1, "asks": 12}],
 *  "workflows": [{"workflow": "evening-mix-17", "asked": 100, "missing": 21, "share": 0.21,
 *   "lastAt": 1764390000000}]}
 * }</pre>
 *
 * @param complete whether Redis answered; if not, it is what this engine told since its start
 * @param since when the first of these was told, milliseconds since 1970; null if there is none
 * @param keptDays so long after it was asked for last a track is forgotten
 * @param totals for each reason
 * @param tracks those asked for most, first of all the most
 * @param artists those with the most asks, at most {@link #GROUPS_MAX}; so too genres and years
 * @param workflows those that asked last, the last one first
 */
public record MissingReport(boolean complete, @Nullable Long since, double keptDays,
    Map<Lack, Total> totals, List<MissingTrack> tracks, List<Group> artists, List<Group> genres,
    List<Group> years, List<Coverage> workflows) {

  /** The most artists, genres or years. */
  public static final int GROUPS_MAX = 20;

  /** Copies. */
  public MissingReport {
    totals = Map.copyOf(totals);
    tracks = List.copyOf(tracks);
    artists = List.copyOf(artists);
    genres = List.copyOf(genres);
    years = List.copyOf(years);
    workflows = List.copyOf(workflows);
  }

  /** How many distinct tracks, and how often they were asked for. */
  public record Total(long tracks, long asks) {

    JsonObject toJson() {
      return new JsonObject().put("tracks", tracks).put("asks", asks);
    }

    static Total fromJson(JsonObject json) {
      return new Total(json.getLong("tracks"), json.getLong("asks"));
    }
  }

  /**
   * The tracks that have something in common.
   *
   * @param name of an artist or genre, or a year
   */
  public record Group(String name, long tracks, long asks) {

    JsonObject toJson() {
      return new JsonObject().put("name", name).put("tracks", tracks).put("asks", asks);
    }

    static Group fromJson(JsonObject json) {
      return new Group(Fields.text(json, "name"), json.getLong("tracks"), json.getLong("asks"));
    }
  }

  /**
   * How much of what a workflow asked for RecoBeat lacks; counts are right to about 2 %.
   *
   * @param asked distinct tracks of which it was told whether RecoBeat has them
   * @param missing of these, those that it lacks, or whose features it lacks
   * @param lastAt when it asked last, milliseconds since 1970
   */
  public record Coverage(String workflow, long asked, long missing, long lastAt) {

    private static final double DIGITS = 10_000;

    /** 0 to 1. */
    public double share() {
      return asked == 0 ? 0 : Math.round(DIGITS * Math.min(missing, asked) / asked) / DIGITS;
    }

    JsonObject toJson() {
      return new JsonObject()
          .put("workflow", workflow)
          .put("asked", asked)
          .put("missing", missing)
          .put("share", share())
          .put("lastAt", lastAt);
    }

    static Coverage fromJson(JsonObject json) {
      return new Coverage(Fields.text(json, "workflow"), json.getLong("asked"),
          json.getLong("missing"), json.getLong("lastAt"));
    }
  }

  /** As shown above. */
  public JsonObject toJson() {
    JsonObject sums = new JsonObject();
    for (Lack reason : Lack.values()) {
      sums.put(Fields.name(reason), totals.getOrDefault(reason, new Total(0, 0)).toJson());
    }
    JsonObject json = new JsonObject().put("complete", complete);
    if (since != null) {
      json.put("since", since);
    }
    return json
        .put("keptDays", keptDays)
        .put("totals", sums)
        .put("tracks", array(tracks, MissingTrack::toJson))
        .put("artists", array(artists, Group::toJson))
        .put("genres", array(genres, Group::toJson))
        .put("years", array(years, Group::toJson))
        .put("workflows", array(workflows, Coverage::toJson));
  }

  private static <T> JsonArray array(List<T> all, Function<T, JsonObject> write) {
    return new JsonArray(all.stream().map(write).toList());
  }

  /** Read back from its JSON form. */
  public static MissingReport fromJson(JsonObject json) {
    Map<Lack, Total> totals = new EnumMap<>(Lack.class);
    for (Lack reason : Lack.values()) {
      totals.put(reason, Total.fromJson(
          json.getJsonObject("totals").getJsonObject(Fields.name(reason))));
    }
    return new MissingReport(
        json.getBoolean("complete"),
        json.getLong("since"),
        json.getDouble("keptDays"),
        totals,
        list(json, "tracks", MissingTrack::fromJson),
        list(json, "artists", Group::fromJson),
        list(json, "genres", Group::fromJson),
        list(json, "years", Group::fromJson),
        list(json, "workflows", Coverage::fromJson));
  }

  private static <T> List<T> list(
      JsonObject json, String field, Function<JsonObject, T> read) {
    return json.getJsonArray(field).stream().map(each -> read.apply((JsonObject) each)).toList();
  }

  /**
   * Its tracks as CSV (RFC 4180) with a header; times are in UTC, several names are joined by
   * semicolons, and what a spreadsheet would calculate has an apostrophe before it.
   */
  public String toCsv() {
    return MissingSheet.of(tracks);
  }
}
