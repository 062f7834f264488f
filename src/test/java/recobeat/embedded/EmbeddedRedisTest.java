package recobeat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import recobeat.time.Time;

class EmbeddedRedisTest extends RedisFolder {
  @Test
  void start_emptyFolder_answersAtItsUri() throws Exception {
    try (EmbeddedRedis redis = start()) {
      assertThat(ask(redis.uri(), "PING")).isEqualTo("PONG");
      assertThat(redis.version()).isEqualTo("Redis 7.0.15");
      assertThat(isAlive(redis.pid())).isTrue();
      assertThat(redis.takenOver()).isFalse();
    }
  }

  @Test
  void start_withoutPassword_refusesCommands() throws Exception {
    try (EmbeddedRedis redis = start()) {
      int port = Integer.parseInt(redis.uri().substring(redis.uri().lastIndexOf(':') + 1));
      try (RespConnection line = RespConnection.open(port)) {
        assertThatThrownBy(() -> line.ask("PING")).hasMessageStartingWith("NOAUTH");
      }
    }
  }

  @Test
  void start_whateverThisMachineHas_answers() throws Exception {
    EmbeddedRedis redis = EmbeddedRedis.start(dir, MEMORY);
    try (redis) {
      assertThat(ask(redis.uri(), "PING")).isEqualTo("PONG");
      assertThat(redis.version()).matches("(Redis|Valkey) \\d+\\.\\d+\\.\\d+");
    }
    assertThat(isAlive(redis.pid())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"with space", "with \"quotes\" and #", "mit-Umläuten"})
  void start_oddFolderName_keepsItsDataThere(String name) throws Exception {
    assumeTrue(System.getProperty("sun.jnu.encoding").equals("UTF-8") || !name.contains("ä"));
    try (EmbeddedRedis redis = start(temp.resolve(name), MEMORY)) {
      assertThat(ask(redis.uri(), "SET", "k", "v")).isEqualTo("OK");
      assertThat(temp.resolve(name).resolve("appendonlydir")).isDirectory();
    }
  }

  @Test
  void close_thenStart_keepsDataAndUri() throws Exception {
    String uri;
    try (EmbeddedRedis redis = start()) {
      uri = redis.uri();
      ask(uri, "SET", "k", "v");
    }
    try (EmbeddedRedis redis = start()) {
      assertThat(redis.uri()).isEqualTo(uri);
      assertThat(redis.takenOver()).isFalse();
      assertThat(ask(uri, "GET", "k")).isEqualTo("v");
    }
  }

  @Test
  void start_portTakenMeanwhile_movesToAnother() throws Exception {
    String uri;
    try (EmbeddedRedis redis = start()) {
      uri = redis.uri();
    }
    int port = Integer.parseInt(uri.substring(uri.lastIndexOf(':') + 1));
    try (ServerSocket other = new ServerSocket(port, 1, Ports.loopback());
        EmbeddedRedis redis = start()) {
      assertThat(other.isBound()).isTrue();
      assertThat(redis.uri()).isNotEqualTo(uri);
      assertThat(ask(redis.uri(), "PING")).isEqualTo("PONG");
    }
  }

  /** Another server that takes the port between the choice of it and its use. */
  @Test
  void start_portLostInARace_triesAnother() throws Exception {
    Path server = bundled().unpackInto(temp).orElseThrow().file();
    Path tools = Files.createDirectory(temp.resolve("tools"));
    Path script = tools.resolve("redis-server");
    Files.writeString(script, """
        #!/bin/sh
        if [ "$1" = --version ]; then echo 'Redis server v=7.0.99 sha=0:0'; exit; fi
        config=$(cat)
        if [ ! -e rival.pid ]; then
          echo "$config" | sed -n 's/^port //p' > rival.port
          %1$s --port $(cat rival.port) --save '' --logfile rival.log &
          echo $! > rival.pid
          until grep -qs Ready rival.log; do :; done
        fi
        exec %1$s - <<EOF
        $config
        EOF
        """.formatted(server));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    ServerBinaries binaries = new ServerBinaries(tools.toString(), bundled());
    try (EmbeddedRedis redis = EmbeddedRedis.start(dir, MEMORY, binaries, Time.system())) {
      assertThat(redis.uri()).doesNotEndWith(":" + line("rival.port"));
      assertThat(ask(redis.uri(), "PING")).isEqualTo("PONG");
    } finally {
      ProcessHandle.of(Long.parseLong(line("rival.pid"))).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private String line(String file) throws IOException {
    return Files.readString(dir.resolve(file)).strip();
  }

  @Test
  void close_twice_endsTheServerOnce() throws Exception {
    EmbeddedRedis redis = start();
    long pid = redis.pid();
    redis.close();
    redis.close();
    assertThat(isAlive(pid)).isFalse();
  }

  @Test
  void start_memoryBound_isInEffectWithEviction() throws Exception {
    try (EmbeddedRedis redis = start()) {
      assertThat(ask(redis.uri(), "CONFIG", "GET", "maxmemory")).isEqualTo("" + MEMORY);
      assertThat(ask(redis.uri(), "CONFIG", "GET", "maxmemory-policy")).isEqualTo("volatile-lfu");
      assertThat(ask(redis.uri(), "CONFIG", "GET", "appendonly")).isEqualTo("yes");
      assertThat(ask(redis.uri(), "CONFIG", "GET", "save")).isEmpty();
    }
  }

  @Test
  void start_noMemory_isRefused() {
    assertThatThrownBy(() -> start(dir, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void start_password_isOnNoCommandLine() throws Exception {
    try (EmbeddedRedis redis = start()) {
      String password = redis.uri().substring("redis://:".length(), redis.uri().indexOf('@'));
      Process ps = new ProcessBuilder("ps", "-eo", "args").start();
      List<String> lines = ps.inputReader().lines().toList();
      assertThat(lines).anyMatch(line -> line.contains("redis-server"));
      assertThat(lines).noneMatch(line -> line.contains(password));
    }
  }

  @Test
  void start_files_areTheirOwnersAlone() throws Exception {
    assumeTrue(temp.getFileSystem().supportedFileAttributeViews().contains("posix"));
    try (EmbeddedRedis redis = start()) {
      assertThat(redis.pid()).isPositive();
      assertThat(mode(dir)).isEqualTo("rwx------");
      assertThat(mode(dir.resolve("server.json"))).isEqualTo("rw-------");
      assertThat(mode(dir.resolve("engine.lock"))).isEqualTo("rw-------");
      assertThat(mode(dir.resolve("redis.log"))).isEqualTo("rw-------");
    }
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void start_noServerProgram_saysWhatToDo() {
    ClassLoader withoutJar = ClassLoader.getPlatformClassLoader();
    BundledServer nowhere = new BundledServer(withoutJar, "Linux", "amd64");
    assertThatThrownBy(
            () -> EmbeddedRedis.start(dir, MEMORY, new ServerBinaries("", nowhere), Time.system()))
        .isInstanceOf(EmbeddedRedisException.class)
        .hasMessage(
            "no Redis found: add org.signal:embedded-redis:0.9.1 to the class path, "
                + "install redis-server or valkey-server on the PATH, or set redis.uri");
  }

  @Test
  void start_ownSession_isSparedByCtrlC() throws Exception {
    Path setsid = Path.of("/usr/bin/setsid");
    assumeTrue(Files.isExecutable(setsid) && Files.isDirectory(Path.of("/proc/self")));
    Path tools = Files.createDirectory(temp.resolve("tools"));
    Files.createSymbolicLink(tools.resolve("setsid"), setsid);
    ServerBinaries binaries = new ServerBinaries(tools.toString(), bundled());
    try (EmbeddedRedis redis = EmbeddedRedis.start(dir, MEMORY, binaries, Time.system())) {
      String stat = Files.readString(Path.of("/proc/" + redis.pid() + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      assertThat(fields[3]).as("session").isEqualTo("" + redis.pid());
    }
  }
}
