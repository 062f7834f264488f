package recobeat.embedded;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server that took our password and works in our folder; the line to it stays open. */
record RunningServer(
    ServerState state, ServerVersion version, ProcessHandle process, RespConnection line) {
  private static final Logger LOG = LoggerFactory.getLogger(RunningServer.class);

  /** How long a server may take to write what it holds and end. */
  private static final int STOP_MILLIS_MAX = 10_000;

  /** How long to wait for a server that loads; after that its clients may see it do so. */
  private static final int LOAD_MILLIS_MAX = 30_000;

  private static final int LOAD_POLL_MILLIS = 5;

  /** Connects to the server the state tells of; fails unless it is beyond doubt that one. */
  static RunningServer connect(ServerState state, Path dir) throws IOException {
    RespConnection line = RespConnection.open(state.port());
    try {
      line.ask("AUTH", state.password());
      // A copied folder brings along the password of a server that works in the original.
      if (!Files.isSameFile(Path.of(line.ask("CONFIG", "GET", "dir")), dir)) {
        throw new IOException("the server on port " + state.port() + " works in another folder");
      }
      String info = line.ask("INFO", "server");
      return new RunningServer(
          state,
          ServerVersion.ofInfo(info).orElseThrow(() -> new IOException("no version: " + info)),
          processOf(info),
          line);
    } catch (IOException | RuntimeException e) {
      line.close();
      throw e;
    }
  }

  private static ProcessHandle processOf(String info) throws IOException {
    return info.lines()
        .filter(line -> line.startsWith("process_id:"))
        .map(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
        .findFirst()
        .flatMap(ProcessHandle::of)
        .orElseThrow(() -> new IOException("no process of this machine: " + info));
  }

  /** The same server, its process noted in the folder. */
  RunningServer remembered(Path dir) throws IOException {
    ServerState known = state.with(process);
    known.save(dir);
    return new RunningServer(known, version, process, line);
  }

  /** Waits until everything stored is loaded, within bounds; false if the server ends over it. */
  boolean awaitLoaded() throws IOException {
    for (int i = 0; i < LOAD_MILLIS_MAX / LOAD_POLL_MILLIS; i++) {
      try {
        line.ask("PING");
        return true;
      } catch (EOFException e) {
        return false;
      } catch (Refusal e) {
        if (!e.isLoading()) {
          throw e;
        }
        if (line.awaitEnd(LOAD_POLL_MILLIS)) {
          return false;
        }
      }
    }
    LOG.warn("{} (pid {}) still loads what it stored", version, process.pid());
    return true;
  }

  /** Ends the server once everything it holds is written, by force if that takes too long. */
  void stop() {
    line.close();
    try (RespConnection last = RespConnection.open(state.port())) {
      last.ask("AUTH", state.password());
      last.send("SHUTDOWN", "NOSAVE");
      if (last.awaitEnd(STOP_MILLIS_MAX)) {
        return;
      }
      LOG.warn("Redis (pid {}) did not end in {} ms", process.pid(), STOP_MILLIS_MAX);
    } catch (IOException e) {
      LOG.debug("Redis (pid {}) could not be asked to end: {}", process.pid(), e.toString());
    }
    process.destroyForcibly();
  }
}
