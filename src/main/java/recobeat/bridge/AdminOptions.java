package recobeat.bridge;

/**
 * The bridge's administration.
 *
 * @param token whoever sends it may look into the engine, change it and flush what it keeps; empty
 *     for nobody
 */
public record AdminOptions(String token) {

  /** Checks that a header can carry it. */
  public AdminOptions {
    if (!token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException("token must be of ASCII characters without spaces");
    }
  }

  /** Nobody. */
  public static AdminOptions defaults() {
    return new AdminOptions("");
  }

  /** Without the token, as options end up in logs. */
  @Override
  public String toString() {
    return "AdminOptions[token=" + (token.isEmpty() ? "" : "***") + ']';
  }
}
