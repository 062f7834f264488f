package recobeat.model;

import org.jspecify.annotations.Nullable;

/**
 * One entity's two names, and their form in stores and answers:
 * {@code {"recobeat":"<uuid>","spotify":"<id>"}}, with {@code null} for a Spotify id that the
 * service did not tell. The layout is fixed, so that a script inside Redis can cut it too.
 *
 * @param recobeat the UUID
 * @param spotify the Spotify id, if known
 */
public record Mapping(String recobeat, @Nullable String spotify) {

  private static final String OPEN = "{\"recobeat\":\"";
  private static final String MIDDLE = "\",\"spotify\":";
  private static final int UUID_START = OPEN.length();
  private static final int UUID_END = UUID_START + 36;
  private static final int SPOTIFY_START = UUID_END + MIDDLE.length() + 1;
  private static final int SPOTIFY_END = SPOTIFY_START + 22;

  /** The id that values are kept under: the Spotify id, as nearly everybody asks by it. */
  public String canonical() {
    return spotify == null ? recobeat : spotify;
  }

  /** Whether the other one says nothing that this one denies: it may know no Spotify id. */
  public boolean agrees(Mapping other) {
    return recobeat.equals(other.recobeat)
        && (spotify == null || other.spotify == null || spotify.equals(other.spotify));
  }

  /** In the fixed layout. */
  public Json toJson() {
    return Json.of(
        OPEN + recobeat + MIDDLE + (spotify == null ? "null" : '"' + spotify + '"') + '}');
  }

  /** Whether it has the fixed layout, as far as its length tells. */
  public static boolean isOne(Json json) {
    return json.length() == SPOTIFY_END + 2 || json.length() == SPOTIFY_START + 4;
  }

  /** Read back from the fixed layout. */
  public static Mapping of(Json json) {
    return new Mapping(
        json.text(UUID_START, UUID_END),
        json.length() > SPOTIFY_END ? json.text(SPOTIFY_START, SPOTIFY_END) : null);
  }
}
