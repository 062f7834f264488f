package recobeat.sim;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import recobeat.sim.Ids.Kind;

/** Paged lists and searches. */
final class Lists {

  private static final int RESULTS_MAX = 200;
  private static final int TITLE_MIN = 3;

  private final Catalogue catalogue;
  private final Discography discography;
  private final Press press;
  private final Lookups lookups;

  Lists(Catalogue catalogue, Lookups lookups) {
    this.catalogue = catalogue;
    this.discography = catalogue.discography();
    this.press = catalogue.press();
    this.lookups = lookups;
  }

  Answer.Writer trackSearch(Ask ask) {
    IntStream hits = search(discography.tracks(), press::titleOf, ask.searchText(TITLE_MIN));
    return page(ask, known(hits).limit(RESULTS_MAX).toList(), Rows::track);
  }

  Answer.Writer artistSearch(Ask ask) {
    IntStream hits = search(discography.artists(), press::artistName, ask.searchText(1));
    return page(ask, hits.limit(RESULTS_MAX).mapToObj(press::artist).toList(), Rows::artist);
  }

  Answer.Writer albumSearch(Ask ask) {
    IntStream hits = search(discography.albums(), press::albumName, ask.searchText(1));
    return page(ask, hits.limit(RESULTS_MAX).mapToObj(press::album).toList(), Rows::album);
  }

  Answer.Writer trackAlbums(Ask ask) {
    int album = catalogue.albumOf(lookups.trackAt(ask));
    return page(ask, List.of(press.album(album)), Rows::album);
  }

  Answer.Writer artistTracks(Ask ask) {
    IntStream tracks = discography.tracksBy(lookups.numberAt(Kind.ARTIST, ask));
    Comparator<Track> bySpotifyId =
        Comparator.comparing(Track::spotifyId, String.CASE_INSENSITIVE_ORDER);
    return page(ask, known(tracks).sorted(bySpotifyId).toList(), Rows::track);
  }

  Answer.Writer artistAlbums(Ask ask) {
    IntStream albums = discography.albumsBy(lookups.numberAt(Kind.ARTIST, ask));
    return page(ask, albums.mapToObj(press::album).toList(), Rows::album);
  }

  Answer.Writer albumTracks(Ask ask) {
    IntStream tracks = discography.tracksOn(lookups.numberAt(Kind.ALBUM, ask));
    return page(ask, known(tracks).toList(), Rows::track);
  }

  private Stream<Track> known(IntStream tracks) {
    return tracks.boxed().flatMap(track -> catalogue.known(track).stream());
  }

  private static IntStream search(int size, IntFunction<String> name, String text) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return IntStream.range(0, size)
        .filter(i -> name.apply(i).toLowerCase(Locale.ROOT).contains(wanted));
  }

  private static <T> Answer.Writer page(Ask ask, List<T> all, Rows.Row<T> row) {
    int page = ask.page();
    int size = ask.pageSize();
    int from = Math.min(page * size, all.size());
    List<T> rows = all.subList(from, Math.min(from + size, all.size()));
    return out -> {
      out.writeStartObject();
      Rows.array(out, "content", rows, row);
      out.writeNumberField("page", page);
      out.writeNumberField("size", size);
      out.writeNumberField("totalElements", all.size());
      out.writeNumberField("totalPages", (all.size() + size - 1) / size);
      out.writeEndObject();
    };
  }
}
