package recobeat.message;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import recobeat.model.Json;

/** Reads who a track is from the service's own row of it, be it of any form. */
public final class Details {

  private Details() {}

  /** The row, or the first of a list, as ISRCs have; empty if it is no object. */
  public static JsonObject row(@Nullable Json value) {
    Object parsed = value == null ? null : value.parse();
    Object row = parsed instanceof JsonArray rows && !rows.isEmpty() ? rows.getValue(0) : parsed;
    return row instanceof JsonObject json ? json : new JsonObject();
  }

  /** Title and artists in a {@linkplain #row row}, of each name as much as hints may have. */
  public static Hints hints(JsonObject row) {
    List<String> artists = new ArrayList<>();
    if (row.getValue("artists") instanceof JsonArray named) {
      for (Object artist : named) {
        String name = artist instanceof JsonObject one ? text(one, "name") : null;
        if (name != null && artists.size() < Hints.NAMES_MAX) {
          // A name with a semicolon is one name here.
          artists.add(name.replace(';', ' '));
        }
      }
    }
    return new Hints(artists, null, text(row, "trackTitle"), List.of());
  }

  private static @Nullable String text(JsonObject row, String field) {
    return row.getValue(field) instanceof String text
        ? text.substring(0, Math.min(text.length(), Hints.LENGTH_MAX))
        : null;
  }
}
