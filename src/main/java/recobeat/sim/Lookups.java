package recobeat.sim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import recobeat.sim.Ids.Kind;

/** Calls that name what they want: many ids in the query, or one UUID in the path. */
final class Lookups {

  private static final Pattern ANY_CASE_UUID =
      Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

  private final Catalogue catalogue;

  Lookups(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  Answer.Writer tracks(Ask ask) {
    return Rows.content(found(ask), Rows::track);
  }

  Answer.Writer features(Ask ask) {
    List<Track> analysed = found(ask).stream().filter(track -> track.features() != null).toList();
    return Rows.content(analysed, Rows::features);
  }

  Answer.Writer artists(Ask ask) {
    List<Artist> found = made(Kind.ARTIST, ask, catalogue.press()::artist);
    return Rows.content(reordered(found, Artist::spotifyId), Rows::artist);
  }

  Answer.Writer albums(Ask ask) {
    List<Album> found = made(Kind.ALBUM, ask, catalogue.press()::album);
    return Rows.content(reordered(found, Album::spotifyId), Rows::album);
  }

  Answer.Writer track(Ask ask) {
    Track track = trackAt(ask);
    return out -> Rows.track(out, track);
  }

  Answer.Writer trackFeatures(Ask ask) {
    Track track = trackAt(ask);
    if (track.features() == null) {
      throw Refusal.notFound("Audio features", ask.id());
    }
    return out -> Rows.features(out, track);
  }

  Answer.Writer artist(Ask ask) {
    Artist artist = catalogue.press().artist(numberAt(Kind.ARTIST, ask));
    return out -> Rows.artist(out, artist);
  }

  Answer.Writer album(Ask ask) {
    Album album = catalogue.press().album(numberAt(Kind.ALBUM, ask));
    return out -> Rows.album(out, album);
  }

  /** The track whose UUID stands in the path. */
  Track trackAt(Ask ask) {
    return catalogue
        .byUuid(folded(ask.id()))
        .orElseThrow(() -> Refusal.notFound("Track", ask.id()));
  }

  /** The number of the artist or album whose UUID stands in the path. */
  int numberAt(Kind kind, Ask ask) {
    int number = Ids.looksLikeSpotify(ask.id()) ? -1 : catalogue.numberOf(kind, folded(ask.id()));
    if (number < 0) {
      throw Refusal.notFound(kind == Kind.ARTIST ? "Artist" : "Album", ask.id());
    }
    return number;
  }

  static String folded(String id) {
    return ANY_CASE_UUID.matcher(id).matches() ? id.toLowerCase(Locale.ROOT) : id;
  }

  private List<Track> found(Ask ask) {
    return reordered(
        ask.ids().stream().flatMap(id -> catalogue.find(folded(id)).stream()).distinct().toList(),
        Track::spotifyId);
  }

  private <T> List<T> made(Kind kind, Ask ask, IntFunction<T> maker) {
    return ask.ids().stream()
        .map(id -> catalogue.numberOf(kind, folded(id)))
        .filter(number -> number >= 0)
        .distinct()
        .map(maker::apply)
        .toList();
  }

  /** By Spotify id ignoring case, but never as asked, so that nobody can count on positions. */
  private static <T> List<T> reordered(List<T> asked, Function<T, String> spotifyId) {
    List<T> rows = new ArrayList<>(asked);
    rows.sort((a, b) -> spotifyId.apply(a).compareToIgnoreCase(spotifyId.apply(b)));
    if (rows.equals(asked)) {
      Collections.reverse(rows);
    }
    return rows;
  }
}
