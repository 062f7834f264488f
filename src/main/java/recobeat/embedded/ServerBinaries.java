package recobeat.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The server programs this machine offers: those installed on the PATH and the bundled one. */
final class ServerBinaries {
  /** The first release that speaks RESP3. */
  private static final ServerVersion OLDEST = new ServerVersion("Redis", 6, 0, 0);

  /** How long a program may take to print its version. */
  private static final long BANNER_MILLIS_MAX = 2_000;

  private final String searchPath;
  private final BundledServer bundled;

  ServerBinaries(String searchPath, BundledServer bundled) {
    this.searchPath = searchPath;
    this.bundled = bundled;
  }

  static ServerBinaries ofThisMachine() {
    String path = System.getenv("PATH");
    return new ServerBinaries(
        path == null ? "" : path,
        new BundledServer(
            ServerBinaries.class.getClassLoader(),
            System.getProperty("os.name"),
            System.getProperty("os.arch")));
  }

  /**
   * The newest. Between equals the installed one, to which a distribution adds fixes under the same
   * number. The bundled one is unpacked into the folder only if it is chosen.
   */
  ServerBinary newest(Path dir) throws IOException, InterruptedException {
    Optional<ServerBinary> installed = installed();
    if (installed.isPresent() && installed.get().version().isAtLeast(BundledServer.VERSION)) {
      return installed.get();
    }
    return bundled
        .unpackInto(dir)
        .or(() -> installed)
        .orElseThrow(() -> new EmbeddedRedisException(missing()));
  }

  /** The program of that name on the PATH, if there is one. */
  Optional<Path> find(String program) {
    // A relative entry would run whatever lies in the working folder.
    return Stream.of(searchPath.split(File.pathSeparator))
        .filter(folder -> new File(folder).isAbsolute())
        .map(folder -> new File(folder, program))
        .filter(file -> file.isFile() && file.canExecute())
        .findFirst()
        .map(File::toPath);
  }

  private Optional<ServerBinary> installed() throws InterruptedException {
    Optional<ServerBinary> newest = Optional.empty();
    for (String name : new String[] {"valkey-server", "redis-server"}) {
      Optional<Path> file = find(name).or(() -> find(name + ".exe"));
      if (file.isPresent()) {
        newest = Stream.concat(newest.stream(), usable(file.get()).stream())
            .max(Comparator.comparing(ServerBinary::version));
      }
    }
    return newest;
  }

  private static Optional<ServerBinary> usable(Path file) throws InterruptedException {
    return versionOf(file)
        .filter(version -> version.isAtLeast(OLDEST))
        .map(version -> new ServerBinary(file, version));
  }

  private static Optional<ServerVersion> versionOf(Path file) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(file.toString(), "--version").redirectErrorStream(true).start();
      try (var input = process.getInputStream()) {
        process.getOutputStream().close();
        return process.waitFor(BANNER_MILLIS_MAX, TimeUnit.MILLISECONDS)
            ? ServerVersion.ofBanner(new String(input.readAllBytes(), StandardCharsets.UTF_8))
            : Optional.empty();
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      // What cannot be run is as good as not installed.
      return Optional.empty();
    }
  }

  private String missing() {
    String install = "install redis-server or valkey-server on the PATH, or set redis.uri";
    return bundled.servesPlatform()
        ? "no Redis found: add org.signal:embedded-redis:0.9.1 to the class path, " + install
        : "no Redis found, and none is bundled for " + bundled.platform() + ": " + install
            + " to one that runs elsewhere (on Windows: in WSL)";
  }
}
