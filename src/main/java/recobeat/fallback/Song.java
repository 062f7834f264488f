package recobeat.fallback;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import recobeat.message.Hints;

/**
 * Who a track is, as far as it says which others are like it: hashes of names, 0 where not known.
 *
 * @param artists of the artists, the main one first, guests of the title behind; not to be changed
 * @param version of which recording of the song; 0 is the usual one
 * @param marks bits of {@link Mark}
 */
record Song(int[] artists, int album, int base, int version, int marks) {

  static final int ARTISTS_MAX = 4;

  /** How much a track is a guest's, beside its main artist's. */
  private static final double GUEST_WEIGHT = 0.5;

  static Song of(Hints hints) {
    return of(hints, Title.of(hints));
  }

  /** Of hints whose title is taken apart already. */
  static Song of(Hints hints, @Nullable Title title) {
    String album = hints.album();
    int[] artists = artists(hints, title).stream().mapToInt(Spelling::shortHash).toArray();
    return new Song(
        artists,
        album == null || album.isBlank() ? 0 : Spelling.shortHash(Spelling.plain(album)),
        title == null ? 0 : Spelling.shortHash(title.base()),
        title == null || title.version().isEmpty() ? 0 : Spelling.shortHash(title.version()),
        Mark.of(hints.title(), album));
  }

  /** Plainly spelled, without repetition. */
  static List<String> artists(Hints hints, @Nullable Title title) {
    List<String> names = new ArrayList<>(hints.artists().stream().map(Spelling::plain).toList());
    if (title != null && !names.isEmpty()) {
      names.addAll(title.guests());
    }
    return names.stream().distinct().limit(ARTISTS_MAX).toList();
  }

  /** How far the artists are the same: 1 for the same ones, 0 for others. */
  double sharedArtists(Song other) {
    double shared = 0;
    for (int i = 0; i < artists.length; i++) {
      for (int j = 0; j < other.artists.length; j++) {
        if (artists[i] == other.artists[j]) {
          shared += (i == 0 ? 1 : GUEST_WEIGHT) * (j == 0 ? 1 : GUEST_WEIGHT);
        }
      }
    }
    return shared == 0 ? 0 : shared / Math.sqrt(size() * other.size());
  }

  private double size() {
    return 1 + (artists.length - 1) * GUEST_WEIGHT * GUEST_WEIGHT;
  }

  boolean sameAlbum(Song other) {
    return album != 0 && album == other.album && artists.length > 0 && other.artists.length > 0
        && artists[0] == other.artists[0];
  }

  /** Whether it is the same song, in whichever version. */
  boolean sameBase(Song other) {
    return base != 0 && base == other.base;
  }

  boolean sameRecording(Song other) {
    return sameBase(other) && version == other.version;
  }
}
