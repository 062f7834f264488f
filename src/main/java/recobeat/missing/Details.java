package recobeat.missing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import recobeat.message.Find.Found;
import recobeat.message.Hints;
import recobeat.message.MissingTrack;
import recobeat.model.Entry;
import recobeat.model.Freshness;
import recobeat.model.Id;
import recobeat.model.IdKind;
import recobeat.model.Json;
import recobeat.model.Lack;

/** What the cache knows of a track that was asked for in vain. */
final class Details {

  private static final int CENTURY = 100;

  private Details() {}

  /**
   * The same with what is known of it.
   *
   * @param row of its details
   * @param mapping of its ids
   */
  static MissingTrack known(MissingTrack track, Found row, Found mapping, long epochMillis) {
    Json value = value(row);
    JsonObject details = value == null ? new JsonObject() : first(value);
    Id id = Id.of(track.id());
    String isrc = id.kind() == IdKind.ISRC ? id.text() : text(details, "isrc");
    return track.known(
        lack(track.reason(), row, mapping), hints(details),
        isrc == null ? null : year(isrc, epochMillis));
  }

  /** A track itself is asked for by its details as well as by its ids. */
  private static Lack lack(Lack told, Found row, Found mapping) {
    return told == Lack.NOT_FOUND || isAbsent(row) || isAbsent(mapping) ? Lack.NOT_FOUND
        : value(row) != null || value(mapping) != null ? Lack.NOT_FEATURED
        : Lack.UNKNOWN;
  }

  private static boolean isAbsent(Found found) {
    Entry entry = found.entry();
    return entry != null && entry.isAbsent() && found.freshness() != Freshness.EXPIRED;
  }

  private static @Nullable Json value(Found found) {
    Entry entry = found.entry();
    return entry == null || entry.isAbsent() ? null : entry.value();
  }

  /** Of a list, as ISRCs have, its first row. */
  private static JsonObject first(Json value) {
    Object parsed = value.parse();
    Object row = parsed instanceof JsonArray rows && !rows.isEmpty() ? rows.getValue(0) : parsed;
    return row instanceof JsonObject json ? json : new JsonObject();
  }

  private static Hints hints(JsonObject row) {
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

  /** The year in an ISRC, which has two digits of it; null if it is no ISRC. */
  static @Nullable Integer year(String isrc, long epochMillis) {
    if (Id.of(isrc).kind() != IdKind.ISRC) {
      return null;
    }
    int now = Instant.ofEpochMilli(epochMillis).atZone(ZoneOffset.UTC).getYear();
    int year = now - now % CENTURY + Integer.parseInt(isrc.substring(5, 7));
    return year > now ? year - CENTURY : year;
  }
}
