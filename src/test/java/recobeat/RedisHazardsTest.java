package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static recobeat.Tracks.spotify;
import static recobeat.Tracks.uuid;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import recobeat.embedded.EmbeddedRedis;
import recobeat.message.Reply;
import recobeat.metrics.Counter;
import recobeat.model.Source;
import recobeat.model.Status;

/** What concerns Redis, with one that the test itself can question and pause. */
@Timeout(60)
class RedisHazardsTest {

  @TempDir
  Path dir;

  private EmbeddedRedis redis;

  @BeforeEach
  void startRedis() throws Exception {
    redis = EmbeddedRedis.start(dir, 64 << 20);
  }

  @AfterEach
  void stopRedis() {
    redis.close();
  }

  @Test
  @DisplayName("hazard 6: a look-up that ends after its batch has left joins the next one at once")
  void lookup_late_joinsNextBatch() {
    try (Rig rig = rig("redis.timeout=5s")) {
      rig.service.hold();
      Future<Reply> first = rig.ask(List.of(spotify(1)));
      await().until(() -> rig.service.calls.size() == 1);
      send(rig, Request.cmd(Command.CLIENT).arg("PAUSE").arg(400));
      Future<Reply> late = rig.ask(List.of(spotify(2)));
      rig.service.release();
      Rig.get(first);
      assertThat(rig.service.calls).as("the first batch has left and come back").hasSize(1);
      assertThat(Rig.get(late).outcomes().get(0).source()).isEqualTo(Source.RECOBEAT);
    }
  }

  @Test
  @DisplayName("hazard 6: a look-up that does not end in time is done without, and never hangs")
  void lookup_tooLate_goesOnWithoutRedis() {
    try (Rig rig = rig("redis.timeout=200ms")) {
      send(rig, Request.cmd(Command.CLIENT).arg("PAUSE").arg(1_500));
      assertThat(Rig.get(rig.ask(List.of(spotify(1)))).outcomes().get(0).status())
          .isEqualTo(Status.FOUND);
      assertThat(rig.count(Counter.LOOKUPS_LOST)).isPositive();
    }
  }

  @Test
  void lookup_oneKeyIsOfAnotherType_othersAreFound() {
    try (Rig rig = rig()) {
      rig.features(uuid(1), uuid(2));
    }
    try (Rig rig = rig()) {
      send(rig, Request.cmd(Command.DEL).arg("rb1:f:" + spotify(2)));
      send(rig, Request.cmd(Command.HSET).arg("rb1:f:" + spotify(2)).arg("some").arg("thing"));
      assertThat(Rig.sources(rig.features(uuid(1), uuid(2))))
          .containsExactly(Source.REDIS, Source.RECOBEAT);
    }
  }

  @Test
  void redis_hangs_isToldAsAwayAndBack() {
    try (Rig rig = rig("redis.timeout=300ms")) {
      AtomicBoolean isUp = new AtomicBoolean();
      rig.vertx.eventBus().<JsonObject>localConsumer("recobeat.v1.event.stats", event ->
          isUp.set(event.body().getJsonObject("now").getJsonObject("redis").getBoolean("up")));
      await().untilTrue(isUp);
      send(rig, Request.cmd(Command.CLIENT).arg("PAUSE").arg(8_000));
      await().untilFalse(isUp);
      await().atMost(Duration.ofSeconds(20)).untilTrue(isUp);
    }
  }

  @Test
  void lookup_mappingIsTorn_isAskedForAnewAndNothingStops() {
    try (Rig rig = rig()) {
      rig.features(uuid(1), uuid(2));
    }
    try (Rig rig = rig("redis.timeout=5s")) {
      send(rig, Request.cmd(Command.EVAL)
          .arg("redis.call('SET', KEYS[1], string.sub(redis.call('GET', KEYS[1]), 1, 20))").arg(1)
          .arg(send(rig, Request.cmd(Command.KEYS).arg("rb1:*:" + uuid(2))).get(0).toString()));
      assertThat(Rig.sources(rig.features(uuid(2), uuid(1))))
          .containsExactly(Source.RECOBEAT, Source.REDIS);
      assertThat(Rig.sources(rig.features(spotify(1)))).containsExactly(Source.NEAR);
      assertThat(rig.count(Counter.LOOKUPS_LOST)).isZero();
    }
  }

  @Test
  @DisplayName("hazard 25: registry and values are read in one round trip for all ids")
  void lookup_manyIdsOfAllKinds_oneRoundTrip() {
    List<String> asked = new ArrayList<>(Tracks.spotify(1, 300));
    // Of ids that end in 0 or 5 nothing was found, so their other name is not known.
    for (int number = 300; number < 600; number++) {
      if (number % 5 != 0) {
        asked.add(uuid(number));
      }
    }
    try (Rig rig = rig()) {
      rig.features(Tracks.spotify(1, 600));
    }
    // What is recommended from would be read in the background.
    try (Rig rig = rig("fallback.neighboursMax=0")) {
      send(rig, Request.cmd(Command.CONFIG).arg("RESETSTAT"));
      assertThat(Rig.sources(rig.features(asked))).containsOnly(Source.REDIS);
      String stats = send(rig, Request.cmd(Command.INFO).arg("commandstats")).toString();
      assertThat(stats).contains("cmdstat_mget:calls=1,").contains("cmdstat_eval:calls=1,");
      assertThat(rig.service.calls).isEmpty();
    }
  }

  @Test
  void store_versionUnknown_isMiss() {
    try (Rig rig = rig()) {
      rig.features(spotify(1));
      await().until(() -> send(rig, Request.cmd(Command.GET).arg("rb1:f:" + spotify(1))) != null);
      send(rig, Request.cmd(Command.SETRANGE).arg("rb1:f:" + spotify(1)).arg(0).arg("\u0007"));
    }
    try (Rig rig = rig()) {
      assertThat(rig.features(spotify(1)).get(0).source()).isEqualTo(Source.RECOBEAT);
    }
  }

  @Test
  void redis_gone_isAnsweredFromService() {
    try (Rig rig = rig()) {
      redis.close();
      assertThat(rig.features(spotify(1)).get(0).source()).isEqualTo(Source.RECOBEAT);
      assertThat(rig.features(spotify(1)).get(0).source()).isEqualTo(Source.NEAR);
      await().until(() -> rig.count(Counter.WRITES_MISSED) > 0);
    }
  }

  @Test
  void near_keepsNothing_redisAnswersAllTheSame() {
    try (Rig rig = rig("near.bytesMax=0")) {
      rig.features(Tracks.spotify(1, 40));
      assertThat(Rig.sources(rig.features(Tracks.spotify(1, 40)))).contains(Source.REDIS)
          .doesNotContain(Source.RECOBEAT);
      assertThat(Rig.sources(rig.features(uuid(1), uuid(2)))).doesNotContain(Source.RECOBEAT);
      assertThat(rig.service.calls).hasSize(1);
    }
  }

  @Test
  void track_absent_doesNotHideTheFeaturesThatRedisHas() {
    try (Rig rig = rig()) {
      rig.features(spotify(1));
    }
    try (Rig rig = rig()) {
      rig.service.next(200, "{\"content\":[]}");
      assertThat(rig.tracks(spotify(1)).get(0).status()).isEqualTo(Status.ABSENT);
      assertThat(rig.features(spotify(1)).get(0).status()).isEqualTo(Status.FOUND);
    }
  }

  @Test
  void redis_hangs_closeAndStartTakeNoLongerThanItsTimeout() throws Exception {
    try (Rig rig = rig("redis.timeout=500ms")) {
      signal("STOP");
      rig.features(Tracks.spotify(1, 100));
      long start = System.nanoTime();
      rig.restart();
      assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(5_000);
      assertThat(rig.features(spotify(1)).get(0).status()).isEqualTo(Status.FOUND);
    } finally {
      signal("CONT");
    }
  }

  private void signal(String name) throws Exception {
    String pid = Long.toString(redis.pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }

  private Rig rig(String... settings) {
    List<String> all = new ArrayList<>(List.of("redis.uri=" + redis.uri()));
    all.addAll(List.of(settings));
    return new Rig(dir, all.toArray(String[]::new));
  }

  private Response send(Rig rig, Request request) {
    Redis client = Redis.createClient(rig.vertx, redis.uri());
    Response response = Rig.get(client.send(request));
    Rig.get(client.close());
    return response;
  }
}
