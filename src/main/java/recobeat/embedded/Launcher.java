package recobeat.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts server processes in one folder. */
final class Launcher {
  private static final Logger LOG = LoggerFactory.getLogger(Launcher.class);

  private static final int CONNECT_POLL_MILLIS = 5;
  private static final int CONNECT_TRIES_MAX = 2_000; // 10 s

  private final Path dir;
  private final long memoryBytesMax;
  private final ServerBinary binary;
  private final Optional<Path> setsid;
  private final ServerLog output;

  Launcher(Path dir, long memoryBytesMax, ServerBinary binary, Optional<Path> setsid) {
    this.dir = dir;
    this.memoryBytesMax = memoryBytesMax;
    this.binary = binary;
    this.setsid = setsid;
    this.output = new ServerLog(dir);
  }

  /** A new server with the state's port and password, loaded with what the folder holds. */
  RunningServer launch(ServerState state) throws IOException, InterruptedException {
    // Known before there is a process, so that no engine is killed too early for its heir.
    state.withoutProcess().save(dir);
    removeUnfinished();
    Process process = spawn(state);
    try {
      RunningServer server = connect(process, state);
      if (!server.awaitLoaded()) {
        throw failure(process, "did not load its data");
      }
      LOG.info("{} (pid {}) serves {}", server.version(), process.pid(), dir);
      return server;
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** Rewrites of the file that a kill cut short; Redis never looks for them again. */
  private void removeUnfinished() {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(dir, "temp-rewriteaof-*.aof")) {
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.warn("Old files in {} stay: {}", dir, e.toString());
    }
  }

  /** Whether the last server ended because its port was in use. */
  boolean lostPort() {
    return output.tail().contains("Failed listening on port");
  }

  private Process spawn(ServerState state) throws IOException {
    String program = binary.file().toString();
    // In a session of its own, Ctrl-C at the terminal ends the engine first and the server last.
    List<String> command =
        setsid.map(path -> List.of(path.toString(), program, "-"))
            .orElseGet(() -> List.of(program, "-"));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.begin().toFile());
    // From 7.2 on, Redis does not start in a locale that the machine lacks.
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(Settings.text(state, memoryBytesMax).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // The process ended before it read all; its log says why.
      LOG.debug("Redis (pid {}) did not read its configuration", process.pid(), e);
    }
    return process;
  }

  private RunningServer connect(Process process, ServerState state)
      throws IOException, InterruptedException {
    for (int i = 0; i < CONNECT_TRIES_MAX; i++) {
      if (process.waitFor(CONNECT_POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        throw failure(process, "did not start");
      }
      Optional<RunningServer> server = tryConnect(process, state);
      if (server.isPresent()) {
        return server.get();
      }
    }
    throw failure(process, "did not answer");
  }

  private Optional<RunningServer> tryConnect(Process process, ServerState state) {
    try {
      RunningServer server = RunningServer.connect(state, dir);
      if (server.process().pid() == process.pid()) {
        return Optional.of(server.remembered(dir));
      }
      server.line().close();
    } catch (IOException e) {
      LOG.trace("Redis (pid {}) does not answer yet", process.pid(), e);
    }
    return Optional.empty();
  }

  private EmbeddedRedisException failure(Process process, String what) {
    String exit = process.isAlive() ? "" : " (exit code " + process.exitValue() + ")";
    return new EmbeddedRedisException(
        binary.version() + " in " + dir + " " + what + exit + ": " + output.tail());
  }
}
