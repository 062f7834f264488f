package recobeat.model;

/** The upstream's endpoints, as far as they differ in how they are asked. */
public enum Endpoint {
  FEATURES("/v1/audio-features", true),
  TRACKS("/v1/track", true),
  ARTISTS("/v1/artist", true),
  ALBUMS("/v1/album", true),
  RECOMMENDATIONS("/v1/track/recommendation", false),
  SEARCH("/v1/", false),
  LISTS("/v1/", false);

  private final String path;
  private final boolean bulk;

  Endpoint(String path, boolean bulk) {
    this.path = path;
    this.bulk = bulk;
  }

  /** The path, or for searches and lists what their own path is put behind. */
  public String path() {
    return path;
  }

  /** Whether one call asks for many ids; if not, one call answers one query. */
  public boolean isBulk() {
    return bulk;
  }
}
