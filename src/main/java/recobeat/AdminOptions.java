package recobeat;

/**
 * The bridge's administration.
 *
 * @param token who sends it may change and purge; empty for nobody
 */
public record AdminOptions(String token) {

  /** Nobody. */
  public static AdminOptions defaults() {
    return new AdminOptions("");
  }
}
