package recobeat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KeeperTest extends RedisFolder {
  @Test
  void server_killed_comesBackAtItsUriWithItsData() throws Exception {
    try (EmbeddedRedis redis = start()) {
      String uri = redis.uri();
      for (int i = 0; i < 3; i++) {
        ask(uri, "SET", "k" + i, "v" + i);
        long pid = redis.pid();
        kill(pid);
        awaitAnotherThan(pid, redis);
        assertThat(redis.uri()).isEqualTo(uri);
        assertThat(ask(uri, "GET", "k" + i)).isEqualTo("v" + i);
      }
    }
  }

  @Test
  void server_takenOverThenKilled_comesBack() throws Exception {
    orphan();
    try (EmbeddedRedis redis = start()) {
      long pid = redis.pid();
      kill(pid);
      awaitAnotherThan(pid, redis);
      assertThat(ask(redis.uri(), "PING")).isEqualTo("PONG");
    }
  }

  @Test
  void server_dropsTheLine_isKept() throws Exception {
    try (EmbeddedRedis redis = start()) {
      long pid = redis.pid();
      assertThat(ask(redis.uri(), "CLIENT", "KILL", "TYPE", "normal")).isNotEqualTo("0");
      await().atMost(5, TimeUnit.SECONDS).until(() -> clients(redis) == 2);
      assertThat(redis.pid()).isEqualTo(pid);
    }
  }

  private static long clients(EmbeddedRedis redis) throws IOException {
    return ask(redis.uri(), "CLIENT", "LIST").lines().count();
  }

  @Test
  void close_whileTheServerCannotComeBack_endsAtOnceAndGivesUpTheFolder() throws Exception {
    EmbeddedRedis redis = start();
    Files.move(dir.resolve("appendonlydir"), dir.resolve("kept"));
    Files.writeString(dir.resolve("appendonlydir"), "in the way");
    kill(redis.pid());
    await().atMost(5, TimeUnit.SECONDS).until(() -> Files.exists(dir.resolve("redis.log.1")));
    redis.close();

    Files.delete(dir.resolve("appendonlydir"));
    Files.move(dir.resolve("kept"), dir.resolve("appendonlydir"));
    try (EmbeddedRedis again = start()) {
      assertThat(ask(again.uri(), "PING")).isEqualTo("PONG");
    }
  }

  @Test
  void delayMillis_attempts_doublesUpToItsBound() {
    assertThat(Keeper.delayMillis(0)).isEqualTo(50);
    assertThat(Keeper.delayMillis(1)).isEqualTo(100);
    assertThat(Keeper.delayMillis(8)).isEqualTo(12_800);
    assertThat(Keeper.delayMillis(1_000_000)).isEqualTo(12_800);
  }

  private static void awaitAnotherThan(long pid, EmbeddedRedis redis) {
    await().pollInterval(10, TimeUnit.MILLISECONDS).atMost(5, TimeUnit.SECONDS)
        .until(() -> redis.pid() != pid);
  }
}
