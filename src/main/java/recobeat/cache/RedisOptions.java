package recobeat.cache;

import java.time.Duration;

/**
 * Where entries are kept for good.
 *
 * @param uri {@code embedded}, or {@code redis://user:password@host:port/db} or {@code rediss://}
 *     of a Redis or a Valkey, which speaks the same protocol
 * @param caFile for {@code rediss://}: a PEM file of the authority to trust; empty for the JDK's
 * @param dir folder of the embedded one
 * @param memoryBytesMax what the embedded one may take; the least used makes room
 * @param timeout how long a look-up waits before the engine goes on without it
 */
public record RedisOptions(
    String uri, String caFile, String dir, long memoryBytesMax, Duration timeout) {

  /** The value of {@link #uri} that stands for a Redis that the engine starts itself. */
  public static final String EMBEDDED = "embedded";

  private static final long MEMORY_MIN = 4L << 20;

  /** Checks the ranges. */
  public RedisOptions {
    if (!uri.equals(EMBEDDED) && !uri.startsWith("redis://") && !uri.startsWith("rediss://")) {
      throw new IllegalArgumentException("uri must be embedded, redis://... or rediss://...");
    }
    if (memoryBytesMax < MEMORY_MIN || timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException(
          "memoryBytesMax must be at least " + MEMORY_MIN + ", timeout above 0");
    }
  }

  /** Embedded, in a folder of the working directory, with 512 MiB. */
  public static RedisOptions defaults() {
    return new RedisOptions(
        EMBEDDED, "", ".recobeat/redis", 512L << 20, Duration.ofSeconds(2));
  }
}
