package recobeat.embedded;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the next engine must know to find the server again, kept in the folder as
 * {@code {"dir": "...", "port": 1, "password": "...", "pid": 1, "startedAt": 1, "program": "..."}}.
 * The pid is 0 while no process is known; {@code startedAt} is in milliseconds since 1970.
 */
record ServerState(int port, String password, long pid, long startedAt, String program) {
  static final String FILE = "server.json";

  private static final Logger LOG = LoggerFactory.getLogger(ServerState.class);
  private static final int PASSWORD_BYTES = 24;
  private static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9_-]{32}");

  /** How far two readings of one process's start may differ, the system's clock being steered. */
  private static final long START_MILLIS_SLACK = 2_000;

  ServerState {
    if (port < 1 || port > 65_535 || !PASSWORD.matcher(password).matches()) {
      throw new IllegalArgumentException("not a server's port and password");
    }
  }

  static ServerState fresh(RandomGenerator random) throws EmbeddedRedisException {
    byte[] secret = new byte[PASSWORD_BYTES];
    random.nextBytes(secret);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    return new ServerState(Ports.free(random), password, 0, 0, "");
  }

  /** What the folder says; empty if it says nothing or nothing that makes sense. */
  static Optional<ServerState> load(Path dir) throws IOException {
    try {
      JsonObject json = new JsonObject(Buffer.buffer(Files.readAllBytes(dir.resolve(FILE))));
      ServerState state =
          new ServerState(
              json.getInteger("port", 0),
              json.getString("password", ""),
              json.getLong("pid", 0L),
              json.getLong("startedAt", 0L),
              json.getString("program", ""));
      // The process named in a copy of a folder belongs to the original's engine.
      boolean copied = !dir.toString().equals(json.getString("dir"));
      return Optional.of(copied ? state.withoutProcess() : state);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (DecodeException | ClassCastException | IllegalArgumentException e) {
      LOG.warn("{} makes no sense and is replaced: {}", dir.resolve(FILE), e.getMessage());
      return Optional.empty();
    }
  }

  void save(Path dir) throws IOException {
    JsonObject json =
        new JsonObject()
            .put("dir", dir.toString())
            .put("port", port)
            .put("password", password)
            .put("pid", pid)
            .put("startedAt", startedAt)
            .put("program", program);
    Path file = dir.resolve(FILE);
    Path draft = PrivateFiles.draft(file);
    Files.writeString(draft, json.encodePrettily() + "\n");
    PrivateFiles.publish(draft, file);
  }

  ServerState with(ProcessHandle process) {
    return new ServerState(
        port, password, process.pid(), startOf(process), programOf(process));
  }

  ServerState withoutProcess() {
    return new ServerState(port, password, 0, 0, "");
  }

  /** The server's process, if it runs and is beyond doubt that one and not a heir of its pid. */
  Optional<ProcessHandle> process() {
    return pid == 0 ? Optional.empty() : ProcessHandle.of(pid).filter(this::isOurs);
  }

  private boolean isOurs(ProcessHandle process) {
    return startedAt > 0
        && Math.abs(startOf(process) - startedAt) <= START_MILLIS_SLACK
        && !program.isEmpty()
        && program.equals(programOf(process));
  }

  private static String programOf(ProcessHandle process) {
    return process.info().command().orElse("");
  }

  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  String uri() {
    return "redis://:" + password + "@127.0.0.1:" + port;
  }

  @Override
  public String toString() {
    // A password has no place in a log.
    return "port " + port + ", pid " + pid;
  }
}
