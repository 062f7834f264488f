package recobeat.campaign;

/** What is asked for by ids. */
enum Noun {
  FEATURES("/v1/audio-features", "/api/v1/audio-features"),
  TRACKS("/v1/track", "/api/v1/tracks"),
  ARTISTS("/v1/artist", "/api/v1/artists"),
  MAPPINGS("", "/api/v1/ids");

  /** Where the service and the drop-in API have it, and the native API. */
  final String path;
  final String address;

  Noun(String path, String address) {
    this.path = path;
    this.address = address;
  }
}
