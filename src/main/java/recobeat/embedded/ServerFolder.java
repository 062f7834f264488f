package recobeat.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A data folder that this engine owns, and how the server in it comes to run. */
final class ServerFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServerFolder.class);

  private static final int LAUNCHES_MAX = 3;

  private final Path dir;
  private final FolderLock lock;
  private final Takeover takeover;
  private final Launcher launcher;

  private ServerFolder(Path dir, FolderLock lock, Takeover takeover, Launcher launcher) {
    this.dir = dir;
    this.lock = lock;
    this.takeover = takeover;
    this.launcher = launcher;
  }

  static ServerFolder open(Path path, long memoryBytesMax, ServerBinaries binaries)
      throws IOException, InterruptedException {
    Path dir = PrivateFiles.folder(path);
    FolderLock lock = FolderLock.take(dir);
    try {
      ServerBinary binary = binaries.newest(dir);
      return new ServerFolder(
          dir,
          lock,
          new Takeover(dir, binary.version(), Settings.tunable(memoryBytesMax)),
          new Launcher(dir, memoryBytesMax, binary, binaries.find("setsid")));
    } catch (IOException | InterruptedException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** The server that a killed engine left running here, if there is one fit for use. */
  Optional<RunningServer> orphan() throws IOException, InterruptedException {
    Optional<ServerState> known = ServerState.load(dir);
    return known.isPresent() ? takeover.find(known.get()) : Optional.empty();
  }

  /** A new server, at the port of the last one here if that is still free. */
  RunningServer launch(RandomGenerator random) throws IOException, InterruptedException {
    Optional<ServerState> known =
        ServerState.load(dir).filter(state -> Ports.isFree(state.port()));
    ServerState state = known.isPresent() ? known.get() : ServerState.fresh(random);
    for (int launches = 1; ; launches++) {
      try {
        return launcher.launch(state);
      } catch (EmbeddedRedisException e) {
        // A port that was free a moment ago may be another's by the time the server asks for it.
        if (launches == LAUNCHES_MAX || !launcher.lostPort()) {
          throw e;
        }
        LOG.info("Port {} was taken just now, trying another", state.port());
        state = ServerState.fresh(random);
      }
    }
  }

  /** The same server once more: the one still running, or else a new one in its place. */
  RunningServer revive(ServerState state) throws IOException, InterruptedException {
    Optional<RunningServer> found = takeover.find(state);
    return found.isPresent() ? found.get() : launcher.launch(state);
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      LOG.warn("{} could not be given up", dir, e);
    }
  }
}
