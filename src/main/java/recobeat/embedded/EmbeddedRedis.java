package recobeat.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import recobeat.time.Time;

/**
 * A Redis (or Valkey) of the engine's own, on the loopback interface, with its data in a folder.
 *
 * <p>The server is the newer of the one installed on the PATH and the one inside the optional jar
 * {@code org.signal:embedded-redis} (Redis's licence: {@code META-INF/licenses/redis.txt}). If it
 * ends it is started again at the same {@link #uri()} with the same data. If the engine is killed
 * it runs on, and the next engine that opens the folder takes it over; only {@link #close()} ends
 * it. All methods may block and may be called from any thread.
 */
public final class EmbeddedRedis implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRedis.class);

  /** A little more than the server is given to end. */
  private static final long CLOSE_MILLIS_MAX = 15_000;

  private final boolean takenOver;
  private final Keeper keeper;
  private final Thread thread;

  private EmbeddedRedis(ServerFolder folder, RunningServer server, boolean takenOver, Time time) {
    this.takenOver = takenOver;
    this.keeper = new Keeper(folder, server, time);
    this.thread = new Thread(keeper, "recobeat-redis");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Starts the server, or takes over the one that a killed engine left in the folder.
   *
   * @param dir the data folder, created for its owner alone if it does not exist; one engine's
   * @param memoryBytesMax at which size, in bytes, what is least used is evicted
   * @throws EmbeddedRedisException if another engine owns the folder, if there is no server program
   *     for this machine, or if the server does not start; one line says which and what to do
   */
  public static EmbeddedRedis start(Path dir, long memoryBytesMax) throws EmbeddedRedisException {
    return start(dir, memoryBytesMax, ServerBinaries.ofThisMachine(), Time.system());
  }

  static EmbeddedRedis start(Path dir, long memoryBytesMax, ServerBinaries binaries, Time time)
      throws EmbeddedRedisException {
    if (memoryBytesMax < 1) {
      throw new IllegalArgumentException("memoryBytesMax must be positive: " + memoryBytesMax);
    }
    try {
      return startIn(ServerFolder.open(dir, memoryBytesMax, binaries), time);
    } catch (EmbeddedRedisException e) {
      throw e;
    } catch (IOException e) {
      throw new EmbeddedRedisException("no Redis can be kept in " + dir + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedRedisException("interrupted while Redis was starting in " + dir, e);
    }
  }

  private static EmbeddedRedis startIn(ServerFolder folder, Time time)
      throws IOException, InterruptedException {
    try {
      Optional<RunningServer> orphan = folder.orphan();
      if (orphan.isPresent()) {
        return new EmbeddedRedis(folder, orphan.get(), true, time);
      }
      return new EmbeddedRedis(folder, folder.launch(new SecureRandom()), false, time);
    } catch (IOException | InterruptedException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /** {@code redis://:password@127.0.0.1:port}; the same as long as the server's port stays free. */
  public String uri() {
    return keeper.server().state().uri();
  }

  /** Such as {@code Redis 7.0.15} or {@code Valkey 8.0.1}. */
  public String version() {
    return keeper.server().version().toString();
  }

  /** The server's process, another one after each time it had to be started again. */
  public long pid() {
    return keeper.server().process().pid();
  }

  /** Whether the server was found running, left behind by an engine that was killed. */
  public boolean takenOver() {
    return takenOver;
  }

  /** Ends the server, everything it holds being written, and gives up the folder. Idempotent. */
  @Override
  public void close() {
    keeper.close();
    thread.interrupt();
    try {
      thread.join(CLOSE_MILLIS_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      LOG.warn("Redis (pid {}) is still ending", pid());
    }
  }
}
