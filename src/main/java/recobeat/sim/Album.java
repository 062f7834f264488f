package recobeat.sim;

import java.util.List;

/** An album as the service shows it. */
record Album(
    String id,
    String spotifyId,
    String type,
    List<Artist> artists,
    int totalTracks,
    String name,
    String countries,
    String releaseDate,
    String releaseDateFormat,
    String upc,
    String label,
    int popularity) {

  String href() {
    return "https://open.spotify.com/album/" + spotifyId;
  }
}
