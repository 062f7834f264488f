package recobeat.fetch;

import java.time.Duration;

/**
 * The service and how it is called.
 *
 * @param baseUrl scheme, host and port, perhaps a path to put before {@code /v1}
 * @param userAgent sent with each call; the service's front refuses some libraries' own
 * @param timeout a call's limit: then the HTTP request itself is cancelled
 * @param connectTimeout limit of the TCP connection
 * @param fetchers fetcher verticles
 * @param bodyBytesMax an answer longer than this is taken for broken
 */
public record UpstreamOptions(
    String baseUrl,
    String userAgent,
    Duration timeout,
    Duration connectTimeout,
    int fetchers,
    int bodyBytesMax) {

  /** Checks the ranges. */
  public UpstreamOptions {
    if (!baseUrl.startsWith("http://") && !baseUrl.startsWith("https://")) {
      throw new IllegalArgumentException("baseUrl must start with http:// or https://");
    }
    if (timeout.toMillis() < 1 || connectTimeout.toMillis() < 1) {
      throw new IllegalArgumentException("timeouts must be at least 1 ms");
    }
    if (fetchers < 1 || bodyBytesMax < 1) {
      throw new IllegalArgumentException("fetchers and bodyBytesMax must be at least 1");
    }
  }

  /** The service itself; 90 s, as answers after 75 s were met. */
  public static UpstreamOptions defaults() {
    return new UpstreamOptions(
        "https://api.reccobeats.com",
        "recobeat-engine/0.1",
        Duration.ofSeconds(90),
        Duration.ofSeconds(10),
        2,
        8 << 20);
  }
}
