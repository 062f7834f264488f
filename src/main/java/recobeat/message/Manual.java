package recobeat.message;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import recobeat.model.Id;

/**
 * Manual features: what an admin says of tracks that RecoBeat lacks. The fallback verticle is
 * asked; it fails with {@link Failure#BAD_REQUEST} for what is wrong, and with {@link
 * Failure#TIMED_OUT} if Redis, which keeps them, does not take a change.
 */
public sealed interface Manual {

  /**
   * Sets those of one track, in place of what was set before; answered by a {@link Track}. JSON:
   * {@code {"features": {"energy": 0.7, "tempo": 120}, "by": "alice"}}.
   *
   * @param id of any form
   * @param features by their names at the service; some of them will do
   * @param by who says so
   */
  record Put(Id id, Map<String, Number> features, String by) implements Manual {

    private static final Set<String> FIELDS = Set.of("features", "by");

    /** Copies. */
    public Put {
      features = Map.copyOf(features);
    }

    /** Read from its JSON form; fails with {@link BadRequest}, also for unknown fields. */
    public static Put fromJson(String id, JsonObject json) {
      for (String field : json.fieldNames()) {
        if (!FIELDS.contains(field)) {
          throw new BadRequest("unknown field " + field);
        }
      }
      return new Put(Inspect.of(id).id(), numbers(Fields.object(json, "features")),
          Fields.text(json, "by"));
    }
  }

  /** Removes those of one track; answered by {@link Done}. */
  record Delete(Id id) implements Manual {}

  /**
   * Sets those of many tracks, all or none; answered by {@link Done}. A text that is wrong is
   * refused by a text that names the lines and columns.
   *
   * @param csv with a header: {@code id}, features, {@code by}, {@code at}, in any order
   * @param by who says so where the text does not; or null
   */
  record Import(String csv, @Nullable String by) implements Manual {}

  /** All of them as CSV, in the order of their ids; answered by {@link Table}. */
  record Export() implements Manual {}

  /**
   * Sets those that were set elsewhere, unless they were set here as late or later; all or none of
   * them, answered by {@link Done}.
   */
  record Restore(List<Track> tracks) implements Manual {}

  /**
   * Some of them, in the order of their ids; answered by {@link Page}.
   *
   * @param after the id behind which to begin, or an empty text
   * @param size no more than so many
   */
  record Read(String after, int size) implements Manual {}

  /**
   * A track as it was set.
   *
   * @param at in milliseconds since 1970
   */
  record Track(String id, Map<String, Number> features, String by, long at)
      implements Known {

    /**
     * {@code {"id": "7Kq2VbN0xTzPmR4sLw9aYc", "features": {"energy": 0.7}, "by": "alice", "at":
     * "2026-11-28T10:15:00Z"}}.
     */
    public JsonObject toJson() {
      JsonObject values = new JsonObject();
      features.forEach(values::put);
      return new JsonObject().put("id", id).put("features", values).put("by", by)
          .put("at", Instant.ofEpochMilli(at).toString());
    }

    /** Read back; fails with {@link BadRequest}, or the failure of {@link Instant#parse}. */
    public static Track fromJson(JsonObject json) {
      return new Track(Fields.text(json, "id"), numbers(Fields.object(json, "features")),
          Fields.text(json, "by"), Instant.parse(Fields.text(json, "at")).toEpochMilli());
    }
  }

  /**
   * Some tracks.
   *
   * @param total how many there are in all
   * @param next what to ask on behind; null at the end
   */
  record Page(List<Track> tracks, int total, @Nullable String next) {

    /** {@code {"tracks": [track], "total": 41, "next": "7Kq2VbN0xTzPmR4sLw9aYc"}}. */
    public JsonObject toJson() {
      JsonArray all = new JsonArray();
      tracks.forEach(track -> all.add(track.toJson()));
      JsonObject json = new JsonObject().put("tracks", all).put("total", total);
      return next == null ? json : json.put("next", next);
    }
  }

  private static Map<String, Number> numbers(JsonObject features) {
    Map<String, Number> values = new TreeMap<>();
    for (String name : features.fieldNames()) {
      if (!(features.getValue(name) instanceof Number value)) {
        throw Fields.wrong("features." + name, "a number", features.getValue(name));
      }
      values.put(name, value);
    }
    return values;
  }

  /** All tracks, as CSV. */
  record Table(String csv, int tracks) {}

  /**
   * How many were changed.
   *
   * @param tracks set or removed
   * @param total how many there are now
   */
  record Done(int tracks, int total) {

    /** {@code {"tracks": 1, "total": 41}}. */
    public JsonObject toJson() {
      return new JsonObject().put("tracks", tracks).put("total", total);
    }
  }
}
