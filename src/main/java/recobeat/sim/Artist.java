package recobeat.sim;

/** An artist as the service shows it. */
record Artist(String id, String spotifyId, String name) {

  String href() {
    return "https://open.spotify.com/artist/" + spotifyId;
  }
}
