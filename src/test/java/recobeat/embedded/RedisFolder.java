package recobeat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import recobeat.time.Time;

/** A folder for real servers, run from the bundled binary; none may be left after a test. */
abstract class RedisFolder {
  static final long MEMORY = 32 << 20;

  @TempDir Path temp;
  Path dir;

  @BeforeEach
  void resolveFolder() throws IOException {
    temp = temp.toRealPath();
    dir = temp.resolve("data");
  }

  @AfterEach
  void noServerIsLeft() {
    try {
      await().pollDelay(Duration.ZERO).until(() -> servers().isEmpty());
    } finally {
      servers().forEach(ProcessHandle::destroyForcibly);
    }
  }

  /** Whatever runs a binary that was unpacked below the test's folder. */
  private List<ProcessHandle> servers() {
    return ProcessHandle.allProcesses()
        .filter(p -> p.info().command().filter(c -> c.startsWith(temp.toString())).isPresent())
        .toList();
  }

  static BundledServer bundled() {
    return new BundledServer(
        RedisFolder.class.getClassLoader(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"));
  }

  static ServerBinaries bundledOnly() {
    return new ServerBinaries("", bundled());
  }

  EmbeddedRedis start() throws EmbeddedRedisException {
    return start(dir, MEMORY);
  }

  static EmbeddedRedis start(Path dir, long memory) throws EmbeddedRedisException {
    return EmbeddedRedis.start(dir, memory, bundledOnly(), Time.system());
  }

  /** A server as an engine that was killed leaves it: it runs, and nobody owns the folder. */
  RunningServer orphan() throws IOException, InterruptedException {
    return orphan(ServerState.fresh(new SecureRandom()));
  }

  RunningServer orphan(ServerState state) throws IOException, InterruptedException {
    Path real = PrivateFiles.folder(dir);
    ServerBinary binary = bundledOnly().newest(real);
    return new Launcher(real, MEMORY, binary, Optional.empty()).launch(state);
  }

  /** One command by the URI alone, as any client would send it. */
  static String ask(String uri, String... words) throws IOException {
    String password = uri.substring("redis://:".length(), uri.indexOf('@'));
    int port = Integer.parseInt(uri.substring(uri.lastIndexOf(':') + 1));
    try (RespConnection line = RespConnection.open(port)) {
      line.ask("AUTH", password);
      return line.ask(words);
    }
  }

  static void kill(long pid) {
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    assertThat(process.destroyForcibly()).isTrue();
  }

  static boolean isAlive(long pid) {
    // A process that ended but that nobody has waited for has no command any more.
    return ProcessHandle.of(pid).flatMap(process -> process.info().command()).isPresent();
  }
}
