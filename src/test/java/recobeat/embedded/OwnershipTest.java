package recobeat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OwnershipTest extends RedisFolder {
  @Test
  void start_folderOwnedInThisJvm_isRefusedAndLeavesTheOwnersLock() throws Exception {
    try (EmbeddedRedis redis = start()) {
      assertThatThrownBy(this::start).hasMessage(refusal(ProcessHandle.current().pid()));
      // A careless refusal gives the owner's lock away, which only another process can tell.
      Process other = engineInOtherJvm();
      assertThat(other.inputReader().readLine()).isEqualTo(
          refusal(ProcessHandle.current().pid()));
      assertThat(ask(redis.uri(), "PING")).isEqualTo("PONG");
    }
  }

  @Test
  void start_folderOfLiveThenKilledJvm_isRefusedThenTakesOver() throws Exception {
    Process owner = engineInOtherJvm();
    BufferedReader said = owner.inputReader();
    long pid = Long.parseLong(said.readLine());
    String uri = said.readLine();
    ask(uri, "SET", "k", "v");
    assertThatThrownBy(this::start).hasMessage(refusal(owner.pid()));

    owner.destroyForcibly().waitFor();
    try (EmbeddedRedis redis = start()) {
      assertThat(redis.takenOver()).isTrue();
      assertThat(redis.pid()).isEqualTo(pid);
      assertThat(redis.uri()).isEqualTo(uri);
      assertThat(ask(uri, "GET", "k")).isEqualTo("v");
    }
    assertThat(isAlive(pid)).isFalse();
  }

  @Test
  void start_folderOwnedByAnotherClassLoader_isRefusedAndLeavesTheOwnersLock() throws Exception {
    try (EmbeddedRedis redis = start()) {
      Path classes = Path.of(
          EmbeddedRedis.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      try (URLClassLoader again = new Apart(classes.toUri().toURL())) {
        Class<?> same = again.loadClass(EmbeddedRedis.class.getName());
        assertThat(same).isNotSameAs(EmbeddedRedis.class);
        assertThatThrownBy(() -> same.getMethod("start", Path.class, long.class)
            .invoke(null, dir, MEMORY))
            .hasRootCauseMessage(refusal(ProcessHandle.current().pid()));
      }
      assertThat(engineInOtherJvm().inputReader().readLine()).isEqualTo(
          refusal(ProcessHandle.current().pid()));
      assertThat(ask(redis.uri(), "PING")).isEqualTo("PONG");
    }
  }

  /** Loads the engine's classes once more, whoever has loaded them before. */
  private static final class Apart extends URLClassLoader {
    Apart(URL classes) {
      super(new URL[] {classes}, Apart.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        return known != null ? known
            : name.startsWith("recobeat.") ? findClass(name)
            : super.loadClass(name, resolve);
      }
    }
  }

  @Test
  void start_serverUnknownAndSilentAtItsPort_isRefusedRatherThanDoubled() throws Exception {
    start().close();
    Path file = dir.resolve(ServerState.FILE);
    int port = ServerState.load(dir).orElseThrow().port();
    ServerState.load(dir).orElseThrow().withoutProcess().save(dir);
    assertThat(file).exists();
    try (ServerSocket silent = new ServerSocket(port, 1, Ports.loopback())) {
      assertThat(silent.isBound()).isTrue();
      assertThatThrownBy(this::start).hasMessage("what listens on port " + port
          + " does not answer, and may be the Redis of " + dir + ": end it, or try again");
    }
    try (EmbeddedRedis redis = start()) {
      assertThat(ask(redis.uri(), "PING")).isEqualTo("PONG");
    }
  }

  private String refusal(long owner) {
    return dir + " belongs to a running engine (pid " + owner + "): choose another data folder";
  }

  private Process engineInOtherJvm() throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            OwnerMain.class.getName(),
            dir.toString())
        .redirectError(temp.resolve("owner.err").toFile())
        .start();
  }

  @Test
  void start_orphan_isUsedWithTheNewMemoryBound() throws Exception {
    RunningServer orphan = orphan();
    try (EmbeddedRedis redis = start(dir, 2 * MEMORY)) {
      assertThat(redis.pid()).isEqualTo(orphan.process().pid());
      assertThat(ask(redis.uri(), "CONFIG", "GET", "maxmemory")).isEqualTo("" + 2 * MEMORY);
    }
  }

  @Test
  void start_orphanOfUnknownPid_isFoundByItsPassword() throws Exception {
    RunningServer orphan = orphan();
    orphan.state().withoutProcess().save(dir);
    try (EmbeddedRedis redis = start()) {
      assertThat(redis.pid()).isEqualTo(orphan.process().pid());
    }
  }

  @Test
  void start_orphanOlderThanTheBinary_isReplacedWithItsData() throws Exception {
    RunningServer orphan = orphan();
    orphan.line().ask("SET", "k", "v");
    ServerVersion newer = new ServerVersion("Redis", 7, 0, 16);
    Takeover takeover = new Takeover(dir, newer, Settings.tunable(MEMORY));
    assertThat(takeover.find(orphan.state())).isEmpty();
    assertThat(isAlive(orphan.process().pid())).isFalse();
    try (EmbeddedRedis redis = start()) {
      assertThat(redis.takenOver()).isFalse();
      assertThat(ask(redis.uri(), "GET", "k")).isEqualTo("v");
    }
  }

  @Test
  void start_orphanThatHangs_isReplacedWithItsData() throws Exception {
    RunningServer orphan = orphan();
    orphan.line().ask("SET", "k", "v");
    String pid = Long.toString(orphan.process().pid());
    assertThat(new ProcessBuilder("kill", "-STOP", pid).start().waitFor()).isZero();
    try (EmbeddedRedis redis = start()) {
      assertThat(redis.pid()).isNotEqualTo(orphan.process().pid());
      assertThat(isAlive(orphan.process().pid())).isFalse();
      assertThat(ask(redis.uri(), "GET", "k")).isEqualTo("v");
    }
  }

  @Test
  void start_pidPassedOnToAnotherProgram_sparesIt() throws Exception {
    Process heir = new ProcessBuilder("sleep", "60").start();
    try {
      String sleep = heir.info().command().orElseThrow();
      long startedAt = heir.info().startInstant().map(Instant::toEpochMilli).orElseThrow();
      String program = bundledOnly().newest(PrivateFiles.folder(dir)).file().toString();
      ServerState state = ServerState.fresh(new SecureRandom());
      for (ServerState stale :
          new ServerState[] {
            // Another program, then the same one started at another time.
            stateOf(state, heir.pid(), startedAt, program),
            stateOf(state, heir.pid(), startedAt - 60_000, sleep)
          }) {
        stale.save(dir);
        try (EmbeddedRedis redis = start()) {
          assertThat(redis.takenOver()).isFalse();
        }
        assertThat(heir.waitFor(20, TimeUnit.MILLISECONDS)).as("ended").isFalse();
      }
    } finally {
      heir.destroyForcibly();
    }
  }

  private static ServerState stateOf(ServerState state, long pid, long startedAt, String program) {
    return new ServerState(state.port(), state.password(), pid, startedAt, program);
  }

  @Test
  void start_copyOfAFolderInUse_leavesTheOriginalsServerAlone() throws Exception {
    try (EmbeddedRedis original = start()) {
      Path copy = Files.createDirectory(temp.resolve("copy"));
      Files.copy(dir.resolve("server.json"), copy.resolve("server.json"));
      try (EmbeddedRedis redis = start(copy, MEMORY)) {
        assertThat(redis.takenOver()).isFalse();
        assertThat(redis.uri()).isNotEqualTo(original.uri());
        assertThat(ask(original.uri(), "PING")).isEqualTo("PONG");
      }
      assertThat(isAlive(original.pid())).isTrue();
    }
  }

  @Test
  void start_stateOfGarbage_startsAnew() throws Exception {
    Path state = PrivateFiles.folder(dir).resolve("server.json");
    String injection = "{\"port\": 7777, \"password\": \"x\\nport 1\"}";
    for (String garbage : new String[] {"", "{", "[]", "{\"port\": \"x\"}", "\0\1", injection}) {
      Files.writeString(state, garbage);
      assertThat(ServerState.load(dir)).as(garbage).isEmpty();
    }
    try (EmbeddedRedis redis = start()) {
      assertThat(ask(redis.uri(), "PING")).isEqualTo("PONG");
      assertThat(redis.takenOver()).isFalse();
    }
  }
}
