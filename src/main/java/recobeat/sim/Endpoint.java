package recobeat.sim;

import io.vertx.core.http.HttpMethod;

/** The service's calls. Literal paths stand before those with an id in the same place. */
enum Endpoint {
  TRACKS("/v1/track", "getTracks"),
  TRACK_SEARCH("/v1/track/search", "searchTrack"),
  RECOMMENDATION("/v1/track/recommendation", "getRecommendation"),
  TRACK("/v1/track/{id}", "getTrack"),
  TRACK_FEATURES("/v1/track/{id}/audio-features", "getTrackAudioFeatures"),
  TRACK_ALBUMS("/v1/track/{id}/album", "getTrackAlbum"),
  FEATURES("/v1/audio-features", "getAudioFeatures"),
  ARTISTS("/v1/artist", "getArtists"),
  ARTIST_SEARCH("/v1/artist/search", "searchArtist"),
  ARTIST("/v1/artist/{id}", "getArtist"),
  ARTIST_TRACKS("/v1/artist/{id}/track", "getArtistTrack"),
  ARTIST_ALBUMS("/v1/artist/{id}/album", "getArtistAlbum"),
  ALBUMS("/v1/album", "getAlbums"),
  ALBUM_SEARCH("/v1/album/search", "searchAlbum"),
  ALBUM("/v1/album/{id}", "getAlbum"),
  ALBUM_TRACKS("/v1/album/{id}/track", "getAlbumTrack"),
  ANALYSIS("/v1/analysis/audio-features", "extractAudioFeatures"),
  OTHER("/*", "none");

  /** The path, with {@code {id}} where the id stands. */
  final String path;

  /** The service's own name for it, which its error bodies show. */
  final String handler;

  Endpoint(String path, String handler) {
    this.path = path;
    this.handler = handler;
  }

  HttpMethod method() {
    return this == ANALYSIS ? HttpMethod.POST : HttpMethod.GET;
  }

  boolean takesIds() {
    return this == TRACKS || this == FEATURES || this == ARTISTS || this == ALBUMS;
  }

  String routePath() {
    return path.replace("{id}", ":id");
  }
}
