package recobeat.embedded;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the server that an engine left behind when it was killed. */
final class Takeover {
  private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);

  /** How long a server that does not answer may take to end when told to. */
  private static final int END_MILLIS_MAX = 2_000;

  private final Path dir;
  private final ServerVersion versionMin;
  private final Map<String, String> settings;

  Takeover(Path dir, ServerVersion versionMin, Map<String, String> settings) {
    this.dir = dir;
    this.versionMin = versionMin;
    this.settings = settings;
  }

  /** The server the state tells of, fit for use; if there is none, none is left running either. */
  Optional<RunningServer> find(ServerState state) throws IOException, InterruptedException {
    RunningServer server;
    try {
      server = RunningServer.connect(state, dir).remembered(dir);
    } catch (IOException | RuntimeException e) {
      if (e instanceof SocketTimeoutException && state.pid() == 0) {
        // The last engine was killed before it knew its server: two must not write the same files.
        throw new EmbeddedRedisException("what listens on port " + state.port()
            + " does not answer, and may be the Redis of " + dir + ": end it, or try again", e);
      }
      LOG.debug("No Redis of ours answers on port {}: {}", state.port(), e.toString());
      endUnanswering(state);
      return Optional.empty();
    }
    if (isFit(server)) {
      LOG.info("{} (pid {}) serves {} still", server.version(), server.process().pid(), dir);
      return Optional.of(server);
    }
    server.stop();
    return Optional.empty();
  }

  private boolean isFit(RunningServer server) {
    try {
      if (!server.version().isAtLeast(versionMin)) {
        LOG.info("{} in {} gives way to {}", server.version(), dir, versionMin);
        return false;
      }
      for (Map.Entry<String, String> setting : settings.entrySet()) {
        server.line().ask("CONFIG", "SET", setting.getKey(), setting.getValue());
      }
      return server.awaitLoaded();
    } catch (IOException e) {
      LOG.warn("{} in {} is replaced: {}", server.version(), dir, e.getMessage());
      return false;
    }
  }

  private void endUnanswering(ServerState state) throws InterruptedException {
    Optional<ProcessHandle> process = state.process();
    if (process.isEmpty()) {
      return;
    }
    LOG.warn("Redis (pid {}) in {} does not answer and is ended", state.pid(), dir);
    process.get().destroy();
    if (!awaitExit(process.get())) {
      process.get().destroyForcibly();
      awaitExit(process.get());
    }
  }

  private static boolean awaitExit(ProcessHandle process) throws InterruptedException {
    try {
      process.onExit().get(END_MILLIS_MAX, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new AssertionError("waiting for an exit does not fail", e);
    }
  }
}
