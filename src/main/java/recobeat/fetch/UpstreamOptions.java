package recobeat.fetch;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import recobeat.options.Bounds;

/**
 * The service and how it is called.
 *
 * @param baseUrl scheme, host and port, perhaps a path to put before {@code /v1}
 * @param userAgent sent with each call; the service's front refuses some libraries' own
 * @param timeout a call's limit: then the HTTP request itself is cancelled
 * @param connectTimeout limit of the TCP connection
 * @param fetchers fetcher verticles
 * @param bodyBytesMax an answer longer than this is taken for broken
 * @param slowAfter a call that takes this long is told in the log
 */
public record UpstreamOptions(
    String baseUrl,
    String userAgent,
    Duration timeout,
    Duration connectTimeout,
    int fetchers,
    int bodyBytesMax,
    Duration slowAfter) {

  /** Names may have underscores, as those of containers do, which java.net.URI does not take. */
  private static final Pattern BASE_URL = Pattern.compile(
      "https?://(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::(\\d{1,5}))?((?:/[^?#]*)?)");

  private static final int FETCHERS_MAX = 1_000;

  private static final Pattern USER_AGENT = Pattern.compile("(?=.*[!-~])[ -~]+");

  /** Checks the ranges. */
  public UpstreamOptions {
    if (!isBaseUrl(baseUrl)) {
      throw new IllegalArgumentException(
          "baseUrl must be like http://host:port or https://host/path");
    }
    if (!USER_AGENT.matcher(userAgent).matches()) {
      throw new IllegalArgumentException("userAgent must be visible ASCII text");
    }
    Bounds.limit("timeout", timeout);
    Bounds.limit("connectTimeout", connectTimeout);
    Bounds.limit("slowAfter", slowAfter);
    if (fetchers < 1 || fetchers > FETCHERS_MAX || bodyBytesMax < 1) {
      throw new IllegalArgumentException(
          "fetchers must be from 1 to " + FETCHERS_MAX + ", bodyBytesMax at least 1");
    }
  }

  private static boolean isBaseUrl(String text) {
    Matcher parts = BASE_URL.matcher(text);
    if (!parts.matches()) {
      return false;
    }
    int port = parts.group(1) == null ? 80 : Integer.parseInt(parts.group(1));
    try {
      URI.create("http://host" + parts.group(2));
    } catch (IllegalArgumentException badPath) {
      return false;
    }
    return port > 0 && port <= 65_535;
  }

  /** The service itself; 90 s, as answers after 75 s were met. */
  public static UpstreamOptions defaults() {
    return new UpstreamOptions(
        "https://api.reccobeats.com",
        "recobeat-engine/0.1",
        Duration.ofSeconds(90),
        Duration.ofSeconds(10),
        2,
        8 << 20,
        Duration.ofSeconds(20));
  }
}
