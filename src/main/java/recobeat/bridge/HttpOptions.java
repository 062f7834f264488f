package recobeat.bridge;

import java.time.Duration;
import recobeat.options.Bounds;

/**
 * The HTTP bridge.
 *
 * @param host address to bind
 * @param port 0 for any free one
 * @param allowedHosts names beside this machine's own, comma-separated, by which pages and the
 *     native API may be asked for; the drop-in API answers under any
 * @param certFile PEM file of a certificate chain; with it the bridge speaks HTTPS and HTTP/2
 * @param keyFile PEM file of its private key
 * @param dropInGuesses whether the drop-in API answers guessed features and recommendations where
 *     there are none
 * @param connectionsMax connections open at once; one more is closed
 * @param requestsMax requests unanswered at once; one more is refused with 503
 * @param idsMax the most ids of one request to the native API
 * @param bodyBytesMax the longest body of such a request; of a file to analyse it is 5 MiB
 * @param urlBytesMax the longest request line
 * @param headBytesMax the longest headers
 * @param idle how long a connection may be silent, or take to send a request
 * @param grace how long requests under way may take to end when the bridge is closed
 * @param dashboard whether there is a page for operators at {@code /}
 * @param metrics whether {@code /metrics} shows all meters to Prometheus
 * @param vertxMetrics whether those of Vert.x itself stand beside them where {@code serve} makes
 *     the Vert.x; an embedder's has what it was made with
 */
public record HttpOptions(
    String host,
    int port,
    String allowedHosts,
    String certFile,
    String keyFile,
    boolean dropInGuesses,
    int connectionsMax,
    int requestsMax,
    int idsMax,
    int bodyBytesMax,
    int urlBytesMax,
    int headBytesMax,
    Duration idle,
    Duration grace,
    boolean dashboard,
    boolean metrics,
    boolean vertxMetrics) {

  /** Checks the ranges. */
  public HttpOptions {
    if (host.isBlank()) {
      throw new IllegalArgumentException("host must not be blank");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be from 0 to 65535");
    }
    if (certFile.isEmpty() != keyFile.isEmpty()) {
      throw new IllegalArgumentException("certFile and keyFile must be given together");
    }
    Bounds.readable("certFile", certFile);
    Bounds.readable("keyFile", keyFile);
    if (connectionsMax < 1 || requestsMax < 1 || idsMax < 1 || bodyBytesMax < 1
        || urlBytesMax < 1 || headBytesMax < 1) {
      throw new IllegalArgumentException("limits must be at least 1");
    }
    Bounds.limit("idle", idle);
    Bounds.pause("grace", grace);
  }

  /** This machine only, without TLS. */
  public static HttpOptions defaults() {
    return new HttpOptions("127.0.0.1", 8080, "", "", "", false, 10_000, 5_000, 10_000, 4 << 20,
        16 << 10, 16 << 10, Duration.ofSeconds(30), Duration.ofSeconds(10), true, true,
        false);
  }
}
