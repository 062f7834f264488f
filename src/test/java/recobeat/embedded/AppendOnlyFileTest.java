package recobeat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AppendOnlyFileTest extends RedisFolder {
  /** Enough to take longer than the server takes to answer. */
  private static final int KEYS = 200_000;

  @Test
  void start_fileCutShort_keepsWhatIsWhole() throws Exception {
    storeOne();
    Files.writeString(appended(), "*3\r\n$3\r\nSET\r\n$1\r\nhal", StandardOpenOption.APPEND);
    try (EmbeddedRedis redis = start()) {
      assertThat(ask(redis.uri(), "GET", "k")).isEqualTo("v");
    }
  }

  @Test
  void start_fileBroken_tellsWhatRedisSaysAndGivesUpTheFolder() throws Exception {
    storeOne();
    String sound = Files.readString(appended());
    Files.writeString(appended(), "?" + sound.substring(1));
    assertThatThrownBy(this::start)
        .isInstanceOf(EmbeddedRedisException.class)
        .hasMessageContaining("Redis 7.0.15 in " + dir + " did not ")
        .hasMessageContaining("Bad file format reading the append only file")
        .message()
        .doesNotContain("\n");
    Files.writeString(appended(), sound);
    try (EmbeddedRedis redis = start()) {
      assertThat(ask(redis.uri(), "GET", "k")).isEqualTo("v");
    }
  }

  @Test
  void start_muchToLoad_waitsUntilItIsLoaded() throws Exception {
    storeOne();
    StringBuilder commands = new StringBuilder();
    for (int i = 0; i < KEYS; i++) {
      commands.append("*3\r\n$3\r\nSET\r\n$7\r\n").append(1_000_000 + i).append("\r\n$1\r\nv\r\n");
    }
    Files.writeString(appended(), commands, StandardOpenOption.APPEND);
    try (EmbeddedRedis redis = start()) {
      assertThat(ask(redis.uri(), "DBSIZE")).isEqualTo("" + (KEYS + 1));
    }
  }

  @Test
  void start_rewriteWasKilled_removesWhatItLeft() throws Exception {
    storeOne();
    Path half = Files.writeString(dir.resolve("temp-rewriteaof-1234.aof"), "half of it");
    Path bare = Files.writeString(dir.resolve("temp-rewriteaof-bg-1234.aof"), "nearly all");
    try (EmbeddedRedis redis = start()) {
      assertThat(ask(redis.uri(), "GET", "k")).isEqualTo("v");
      assertThat(half).doesNotExist();
      assertThat(bare).doesNotExist();
    }
  }

  private void storeOne() throws IOException {
    try (EmbeddedRedis redis = start()) {
      ask(redis.uri(), "SET", "k", "v");
    }
  }

  private Path appended() throws IOException {
    try (Stream<Path> files = Files.list(dir.resolve("appendonlydir"))) {
      return files.filter(file -> file.toString().endsWith(".incr.aof")).findFirst().orElseThrow();
    }
  }
}
