package recobeat.missing;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import recobeat.message.Details;
import recobeat.message.Find.Found;
import recobeat.message.MissingTrack;
import recobeat.model.Entry;
import recobeat.model.Freshness;
import recobeat.model.Id;
import recobeat.model.IdKind;
import recobeat.model.Json;
import recobeat.model.Lack;

/** What the cache knows of a track that was asked for in vain. */
final class Lookup {

  private static final int CENTURY = 100;

  private Lookup() {}

  /**
   * The same with what is known of it.
   *
   * @param row of its details
   * @param mapping of its ids
   */
  static MissingTrack known(MissingTrack track, Found row, Found mapping, long epochMillis) {
    JsonObject details = Details.row(value(row));
    Id id = Id.of(track.id());
    Object isrc = id.kind() == IdKind.ISRC ? id.text() : details.getValue("isrc");
    return track.known(
        lack(track.reason(), row, mapping), Details.hints(details),
        isrc instanceof String text ? year(text, epochMillis) : null);
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
