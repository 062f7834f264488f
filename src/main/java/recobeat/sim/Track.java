package recobeat.sim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A track as the service shows it; without features for the few that were never analysed. */
record Track(
    String id,
    String spotifyId,
    String title,
    List<Artist> artists,
    Genre genre,
    int durationMs,
    String isrc,
    String countries,
    int popularity,
    @Nullable Features features) {

  String href() {
    return "https://open.spotify.com/track/" + spotifyId;
  }
}
