package recobeat;

/**
 * Where the HTTP bridge listens.
 *
 * @param host address to bind
 * @param port 0 for any free one
 */
public record HttpOptions(String host, int port) {

  /** Checks the ranges. */
  public HttpOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be from 0 to 65535");
    }
  }

  /** This machine only. */
  public static HttpOptions defaults() {
    return new HttpOptions("127.0.0.1", 8080);
  }
}
