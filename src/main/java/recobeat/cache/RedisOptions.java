package recobeat.cache;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import recobeat.options.Bounds;

/**
 * Where entries are kept for good.
 *
 * @param uri {@code embedded}, or {@code redis://user:password@host:port/db} or {@code rediss://}
 *     of a Redis or a Valkey, which speaks the same protocol
 * @param caFile for {@code rediss://}: a PEM file of the authority to trust; empty for the JDK's
 * @param dir folder of the embedded one
 * @param memoryBytesMax what the embedded one may take; the least used makes room
 * @param timeout how long a look-up waits before the engine goes on without it
 * @param missedMax writes kept for a Redis that does not take them; the oldest are given up
 * @param missedBytesMax about how much memory these may take
 */
public record RedisOptions(
    String uri, String caFile, String dir, long memoryBytesMax, Duration timeout,
    int missedMax, long missedBytesMax) {

  /** The value of {@link #uri} that stands for a Redis that the engine starts itself. */
  public static final String EMBEDDED = "embedded";

  private static final long MEMORY_MIN = 4L << 20;

  private static final Pattern SCHEME = Pattern.compile("rediss?");
  private static final Pattern DATABASE = Pattern.compile("/?|/\\d{1,9}");
  private static final Pattern BAD_QUERY = Pattern.compile("(^|&)db=(?!\\d{1,9}(&|$))");

  /** Checks the ranges. */
  public RedisOptions {
    if (!uri.equals(EMBEDDED) && !isUri(uri)) {
      // It may hold a password, so it is not repeated.
      throw new IllegalArgumentException("uri must be embedded, or like redis://host or"
          + " rediss://user:password@host:port/db, user and password percent-encoded");
    }
    Bounds.readable("caFile", caFile);
    if (!isFolder(dir)) {
      throw new IllegalArgumentException("dir must be the path of a folder");
    }
    if (memoryBytesMax < MEMORY_MIN) {
      throw new IllegalArgumentException("memoryBytesMax must be at least " + MEMORY_MIN);
    }
    Bounds.limit("timeout", timeout);
    if (missedMax < 0) {
      throw new IllegalArgumentException("missedMax must not be negative");
    }
    if (missedBytesMax < 0) {
      throw new IllegalArgumentException("missedBytesMax must not be negative");
    }
  }

  /** Without a password, as options end up in logs. */
  @Override
  public String toString() {
    String masked =
        uri.replaceAll("//.*@", "//***@").replaceAll("password=[^&]*", "password=***");
    return "RedisOptions[uri=" + masked + ", caFile=" + caFile
        + ", dir=" + dir + ", memoryBytesMax=" + memoryBytesMax + ", timeout=" + timeout
        + ", missedMax=" + missedMax + ", missedBytesMax=" + missedBytesMax + ']';
  }

  /** What the client takes as it is meant: to it no host is this machine, no port the usual one. */
  private static boolean isUri(String text) {
    try {
      URI uri = new URI(text);
      return uri.getScheme() != null && SCHEME.matcher(uri.getScheme()).matches()
          && uri.getHost() != null
          && (uri.getPort() == -1 || uri.getPort() > 0 && uri.getPort() <= 65_535)
          && (uri.getRawUserInfo() == null || uri.getRawUserInfo().contains(":"))
          && uri.getRawPath() != null && DATABASE.matcher(uri.getRawPath()).matches()
          && (uri.getRawQuery() == null || !BAD_QUERY.matcher(uri.getRawQuery()).find())
          && uri.getRawFragment() == null;
    } catch (URISyntaxException noUri) {
      return false;
    }
  }

  private static boolean isFolder(String text) {
    try {
      Path path = Path.of(text);
      return !text.isBlank() && !Files.isRegularFile(path);
    } catch (InvalidPathException noPath) {
      return false;
    }
  }

  /** Embedded, in a folder of the working directory, with 512 MiB; minutes of writes are kept. */
  public static RedisOptions defaults() {
    return new RedisOptions(
        EMBEDDED, "", ".recobeat/redis", 512L << 20, Duration.ofSeconds(2),
        200_000, 64L << 20);
  }
}
