package recobeat.fallback;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import recobeat.message.Hints;

/**
 * Under which names a track is kept with its kin, and found by theirs: its song, its album and its
 * artists. Each is a map of track id to {@linkplain Member#pack packed} features, so that a track
 * that is harvested again replaces itself.
 *
 * @param key short, the same in every process
 * @param membersMax more are not kept; the one that was harvested first goes
 */
record Group(String key, int membersMax) {

  private static final int SONG_MAX = 8;
  private static final int ALBUM_MAX = 24;
  private static final int ARTIST_MAX = 64;

  /** Of a track, the nearest kin first; none without an artist, as titles alone say nothing. */
  static List<Group> of(Hints hints, @Nullable Title title) {
    List<String> artists = Song.artists(hints, title);
    List<Group> groups = new ArrayList<>();
    if (artists.isEmpty()) {
      return groups;
    }
    add(groups, "s", artists.get(0), title == null ? null : title.base(), SONG_MAX);
    String album = hints.album();
    add(groups, "l", artists.get(0), album == null ? null : Spelling.plain(album), ALBUM_MAX);
    artists.forEach(artist -> add(groups, "a", artist, "", ARTIST_MAX));
    return groups;
  }

  private static void add(
      List<Group> to, String kind, String artist, @Nullable String name, int max) {
    if (name != null) {
      String hash = Long.toUnsignedString(
          Spelling.hash(artist + '\n' + name), Character.MAX_RADIX);
      to.add(new Group(kind + hash, max));
    }
  }
}
