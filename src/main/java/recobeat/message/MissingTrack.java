package recobeat.message;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import recobeat.model.Lack;

/**
 * A track that was asked for and that RecoBeat lacks. JSON, in which what is not known is left out:
 *
 * <pre>{@code
 * {"id": "7Kq2VbN0xTzPmR4sLw9aYc", "reason": "not-featured", "asks": 12,
 *  "firstAt": 1764300000000, "lastAt": 1764390000000, "workflows": ["evening-mix-17"],
 *  "workflowCount": 1, "artists": ["Mara Lindqvist"], "album": "Kites", "title": "Paper Kites",
 *  "genres": ["trap"], "year": 2021}
 * }</pre>
 *
 * @param id the Spotify id where it is known, else as it was asked
 * @param asks how often it was told that RecoBeat lacks it, at least 1
 * @param firstAt when first, milliseconds since 1970
 * @param lastAt when last
 * @param workflows the last ones that asked, at most {@link #WORKFLOWS_MAX}, the last one last
 * @param workflowCount how many asked; beyond those listed, one that comes back may count again
 * @param hints what is known of it beside its id: at most 4 artists and 4 genres, of each name the
 *     first 100 characters
 * @param year of its ISRC, in which it was mostly released too; null if not known
 */
public record MissingTrack(String id, Lack reason, long asks, long firstAt, long lastAt,
    List<String> workflows, long workflowCount, Hints hints, @Nullable Integer year) {

  /** Of how many workflows the names are kept. */
  public static final int WORKFLOWS_MAX = 8;

  /** Of the names that are told, and of the characters of each. */
  private static final int NAMES_MAX = 4;

  private static final int LENGTH_MAX = 100;

  /** The field that says what is lacking. */
  private static final String REASON = "reason";

  /** Copies; what is said of it is kept in brief. */
  public MissingTrack {
    workflows = List.copyOf(workflows);
    hints = hints.brief(NAMES_MAX, LENGTH_MAX);
  }

  /** Asked for once. */
  public static MissingTrack of(
      String id, Lack reason, @Nullable String workflow, Hints hints, long at) {
    List<String> workflows = workflow == null ? List.of() : List.of(workflow);
    return new MissingTrack(id, reason, 1, at, at, workflows, workflows.size(), hints, null);
  }

  /** What both tell of one track; where they differ, the one asked for later is right. */
  public MissingTrack plus(MissingTrack other) {
    if (other.lastAt < lastAt) {
      return other.plus(this);
    }
    boolean isSame = endsWith(workflows, other.workflows);
    long shared = isSame
        ? other.workflows.size()
        : other.workflows.stream().filter(workflows::contains).count();
    return new MissingTrack(
        id,
        other.reason == Lack.UNKNOWN ? reason : other.reason,
        asks + other.asks,
        Math.min(firstAt, other.firstAt),
        other.lastAt,
        isSame ? workflows : last(workflows, other.workflows),
        workflowCount + other.workflowCount - shared,
        other.hints.or(hints),
        other.year == null ? year : other.year);
  }

  /** Mostly so, as one workflow asks again and again. */
  private static boolean endsWith(List<String> all, List<String> end) {
    return all.size() >= end.size()
        && all.subList(all.size() - end.size(), all.size()).equals(end);
  }

  private static List<String> last(List<String> early, List<String> late) {
    Set<String> names = new LinkedHashSet<>(early);
    late.forEach(names::remove);
    names.addAll(late);
    List<String> last = new ArrayList<>(names);
    return last.subList(Math.max(0, last.size() - WORKFLOWS_MAX), last.size());
  }

  /** The same under another id of it. */
  public MissingTrack known(String as) {
    return new MissingTrack(
        as, reason, asks, firstAt, lastAt, workflows, workflowCount, hints, year);
  }

  /** The same with what was found out of it, where the callers said nothing. */
  public MissingTrack known(Lack why, Hints details, @Nullable Integer released) {
    return new MissingTrack(id, why, asks, firstAt, lastAt, workflows, workflowCount,
        hints.or(details), released);
  }

  /** What stands in the encoded JSON of a track that lacks this. */
  public static String said(Lack reason) {
    return '"' + REASON + "\":\"" + Fields.name(reason) + '"';
  }

  /** As shown above. */
  public JsonObject toJson() {
    JsonObject json = new JsonObject()
        .put("id", id)
        .put(REASON, Fields.name(reason))
        .put("asks", asks)
        .put("firstAt", firstAt)
        .put("lastAt", lastAt);
    if (!workflows.isEmpty()) {
      json.put("workflows", new JsonArray(workflows)).put("workflowCount", workflowCount);
    }
    if (!hints.artists().isEmpty()) {
      json.put("artists", new JsonArray(hints.artists()));
    }
    if (hints.album() != null) {
      json.put("album", hints.album());
    }
    if (hints.title() != null) {
      json.put("title", hints.title());
    }
    if (!hints.genres().isEmpty()) {
      json.put("genres", new JsonArray(hints.genres()));
    }
    return year == null ? json : json.put("year", year);
  }

  /** Read back from its JSON form; fails with {@link BadRequest}. */
  public static MissingTrack fromJson(JsonObject json) {
    Long year = Fields.optionalLong(json, "year");
    return new MissingTrack(
        Fields.text(json, "id"),
        Fields.choice(json, REASON, Lack.class),
        number(json, "asks"),
        number(json, "firstAt"),
        number(json, "lastAt"),
        Fields.texts(json, "workflows"),
        number(json, "workflowCount"),
        new Hints(Fields.texts(json, "artists"), Fields.optionalText(json, "album"),
            Fields.optionalText(json, "title"), Fields.texts(json, "genres")),
        year == null ? null : year.intValue());
  }

  private static long number(JsonObject json, String field) {
    Long number = Fields.optionalLong(json, field);
    return number == null ? 0 : number;
  }
}
