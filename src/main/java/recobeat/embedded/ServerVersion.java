package recobeat.embedded;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server's product and version. Ordered by version alone: Valkey goes on counting where it left
 * Redis.
 */
record ServerVersion(String product, int major, int minor, int patch)
    implements Comparable<ServerVersion> {
  private static final String NUMBERS = "(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6})";
  private static final Pattern BANNER = Pattern.compile("(Redis|Valkey) server v=" + NUMBERS);
  private static final Pattern VALKEY = Pattern.compile("(?m)^(valkey)_version:" + NUMBERS);
  private static final Pattern REDIS = Pattern.compile("(?m)^(redis)_version:" + NUMBERS);
  private static final Comparator<ServerVersion> ORDER =
      Comparator.comparingInt(ServerVersion::major)
          .thenComparingInt(ServerVersion::minor)
          .thenComparingInt(ServerVersion::patch);

  /** From what {@code redis-server --version} prints; empty for any other program. */
  static Optional<ServerVersion> ofBanner(String text) {
    return read(BANNER.matcher(text));
  }

  /** From an answer to {@code INFO server}, in which Valkey names a Redis version too. */
  static Optional<ServerVersion> ofInfo(String text) {
    return read(VALKEY.matcher(text)).or(() -> read(REDIS.matcher(text)));
  }

  private static Optional<ServerVersion> read(Matcher matcher) {
    if (!matcher.find()) {
      return Optional.empty();
    }
    String product = matcher.group(1).equalsIgnoreCase("valkey") ? "Valkey" : "Redis";
    return Optional.of(
        new ServerVersion(
            product,
            Integer.parseInt(matcher.group(2)),
            Integer.parseInt(matcher.group(3)),
            Integer.parseInt(matcher.group(4))));
  }

  boolean isAtLeast(ServerVersion other) {
    return compareTo(other) >= 0;
  }

  @Override
  public int compareTo(ServerVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return product + " " + major + "." + minor + "." + patch;
  }
}
