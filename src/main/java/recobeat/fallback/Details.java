package recobeat.fallback;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import recobeat.message.Hints;
import recobeat.model.Json;

/** Reads who a track is from the service's own row of it. */
final class Details {

  private Details() {}

  /** Title and artists; of a list, as ISRCs have, those of its first row. */
  static Hints of(@Nullable Json value) {
    if (value == null || !(row(value) instanceof JsonObject row)) {
      return Hints.NONE;
    }
    List<String> artists = new ArrayList<>();
    if (row.getValue("artists") instanceof JsonArray named) {
      for (Object artist : named) {
        if (artist instanceof JsonObject one && one.getValue("name") instanceof String name
            && name.length() <= Hints.LENGTH_MAX && artists.size() < Song.ARTISTS_MAX) {
          // A name with a semicolon is one name here.
          artists.add(name.replace(';', ' '));
        }
      }
    }
    String title = row.getValue("trackTitle") instanceof String text ? text : "";
    return new Hints(artists, null,
        title.length() <= Hints.LENGTH_MAX ? title : title.substring(0, Hints.LENGTH_MAX),
        List.of());
  }

  /** The features in a row, or in the first one of a list; null if there are none. */
  static @Nullable Features features(@Nullable Json value) {
    return value != null && row(value) instanceof JsonObject row ? Features.read(row) : null;
  }

  private static Object row(Json value) {
    Object parsed = value.parse();
    return parsed instanceof JsonArray rows && !rows.isEmpty() ? rows.getValue(0) : parsed;
  }
}
