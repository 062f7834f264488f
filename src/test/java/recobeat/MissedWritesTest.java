package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static recobeat.Tracks.spotify;
import static recobeat.Tracks.uuid;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.redis.client.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import recobeat.message.Addresses;
import recobeat.message.Dump;
import recobeat.message.Flush;
import recobeat.message.Kept;
import recobeat.metrics.Counter;
import recobeat.model.Key;
import recobeat.model.Kind;
import recobeat.model.Source;
import recobeat.model.Status;

/** What becomes of writes that Redis missed. */
@Timeout(60)
class MissedWritesTest {

  private static final List<String> IDS = Tracks.spotify(1, 30);

  @TempDir
  Path dir;

  private final Vertx vertx = Vertx.vertx();
  private final CacheLog log = new CacheLog();
  private TestRedis redis;
  private Proxy proxy;

  @BeforeEach
  void start() throws Exception {
    redis = new TestRedis(vertx, dir);
    proxy = new Proxy(vertx, redis.port());
  }

  @AfterEach
  void stop() {
    log.close();
    redis.close();
    Rig.get(vertx.close());
  }

  @Test
  void lookup_nearKeepsNothing_findsWhatRedisMissed() {
    try (Rig rig = rig("near.bytesMax=0")) {
      redis.fill();
      rig.features(IDS);
      assertFoundAgain(rig);
      proxy.cut();
      assertFoundAgain(rig);
    }
  }

  private static void assertFoundAgain(Rig rig) {
    assertThat(Rig.sources(rig.features(IDS))).containsOnly(Source.NEAR);
    assertThat(Rig.sources(rig.features(uuid(1), uuid(2)))).containsOnly(Source.NEAR);
    assertThat(rig.service.calls).hasSize(1);
  }

  @Test
  void trackAbsent_redisAway_doesNotDenyTheFeaturesThatRedisMayHave() {
    try (Rig rig = rig("near.bytesMax=0")) {
      rig.features(spotify(1));
      await().until(() -> stored(rig, spotify(1)).contains("0.001"));
      proxy.cut();
      rig.service.next(200, "{\"content\":[]}");
      rig.tracks(spotify(1));
      assertThat(rig.features(spotify(1)).get(0).source()).isEqualTo(Source.RECOBEAT);
      proxy.mend();
      await().until(() -> log.lines().stream().anyMatch(line -> line.contains("that it missed")));
      assertThat(rig.features(spotify(1)).get(0).source()).isEqualTo(Source.REDIS);
      assertThat(rig.features(spotify(1)).get(0).status()).isEqualTo(Status.FOUND);
    }
  }

  @Test
  @DisplayName("hazard 14: what Redis missed does not overwrite what others wrote meanwhile")
  void replay_othersWroteYounger_leavesIt() {
    try (Rig cut = rig(); Rig other = new Rig(dir, "redis.uri=" + redis.redis.uri())) {
      proxy.cut();
      cut.features(spotify(1), spotify(2));
      await().until(() -> cut.count(Counter.WRITES_MISSED) > 0);
      String younger = Tracks.features(1).replace("0.001", "0.777");
      other.service.next(200, "{\"content\":[" + younger + "]}");
      other.features(spotify(1));
      await().until(() -> stored(other, spotify(1)).contains("0.777"));
      proxy.mend();
      await().until(() ->
          cut.count(Counter.WRITES_MISSED) == cut.count(Counter.WRITES_REPLAYED));
      assertThat(stored(other, spotify(1))).contains("0.777");
      assertThat(stored(other, spotify(2))).contains("0.002");
    }
  }

  @Test
  void log_redisLostAndBack_tellsForHowLongAndHowManyWritesItMissed() {
    try (Rig rig = rig()) {
      proxy.cut();
      rig.features(IDS);
      await().until(() -> rig.count(Counter.WRITES_MISSED) > 0);
      proxy.mend();
      await().until(() -> rig.count(Counter.WRITES_REPLAYED) == rig.count(Counter.WRITES_MISSED));
      await().untilAsserted(() -> assertThat(log.lines()).contains("Redis takes writes again and"
          + " has those that it missed missed=" + rig.count(Counter.WRITES_MISSED) + " lost=0"));
      assertThat(log.lines()).anyMatch(line -> line.matches("Redis is back ms=\\d+"));
    }
  }

  @Test
  void stop_redisComesBackMeanwhile_hasEverything() {
    try (Rig rig = rig()) {
      proxy.cut();
      rig.features(IDS);
      await().until(() -> rig.count(Counter.WRITES_MISSED) > 0);
      Future<Void> closed = rig.engine().close();
      int tries = proxy.accepted.get();
      await().until(() -> proxy.accepted.get() > tries + 2);
      assertThat(closed.isComplete()).as("it is waited for").isFalse();
      proxy.mend();
      rig.restart();
      assertThat(Rig.sources(rig.features(IDS))).containsOnly(Source.REDIS);
      assertThat(rig.service.calls).hasSize(1);
    }
    assertThat(log.lines()).noneMatch(line -> line.contains("missed are lost"));
  }

  @Test
  void stop_redisStaysAway_endsInTimeAndSaysWhatIsLost() {
    long missed;
    long start;
    try (Rig rig = rig("redis.timeout=500ms")) {
      proxy.cut();
      rig.features(IDS);
      await().until(() -> rig.count(Counter.WRITES_MISSED) > 0);
      missed = rig.count(Counter.WRITES_MISSED);
      start = System.nanoTime();
    }
    assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(4_000);
    assertThat(log.lines()).contains("writes that Redis missed are lost lost=" + missed);
  }

  @Test
  void missed_beyondTheBound_oldestAreCountedAsLost() {
    try (Rig rig = rig("redis.missedMax=10")) {
      redis.fill();
      rig.features(IDS);
      await().until(() -> rig.count(Counter.WRITES_LOST) > 0);
      assertThat(rig.count(Counter.WRITES_MISSED) - rig.count(Counter.WRITES_LOST)).isEqualTo(10);
      redis.makeRoom();
      await().until(() -> rig.count(Counter.WRITES_REPLAYED) == 10);
    }
  }

  @Test
  void write_neverTaken_holdsUpNoOther() {
    try (Rig rig = rig()) {
      redis.send(Command.LPUSH, "rb1:ti:" + uuid(2), "not ours");
      rig.features(IDS);
      await().until(() -> rig.count(Counter.WRITES_LOST) == 1);
      await().until(() ->
          rig.count(Counter.WRITES_REPLAYED) == rig.count(Counter.WRITES_MISSED) - 1);
      rig.restart();
      assertThat(Rig.sources(rig.features(IDS))).containsOnly(Source.REDIS);
    }
  }

  @Test
  void flush_whileRedisIsFull_forgetsWhatItMissedToo() {
    try (Rig rig = rig()) {
      redis.fill();
      rig.features(IDS);
      await().until(() -> rig.count(Counter.WRITES_MISSED) > 0);
      Flush flush = new Flush(Flush.Tier.BOTH, Set.of(Kind.values()), null, false);
      Rig.get(rig.vertx.eventBus().request(new Addresses("recobeat.v1").flush(), flush,
          new DeliveryOptions().setLocalOnly(true)));
      redis.makeRoom();
      rig.restart();
      assertThat(Rig.sources(rig.features(IDS))).contains(Source.RECOBEAT)
          .doesNotContain(Source.REDIS);
    }
  }

  /** What Redis has, as the engine reads it; nothing for nothing. */
  private static String stored(Rig rig, String id) {
    Key key = new Key(Kind.FEATURES, id);
    String cursor = "0";
    do {
      Dump.Reply part = Rig.get(rig.vertx.eventBus().<Dump.Reply>request(
          new Addresses("recobeat.v1").dump(), new Dump(cursor),
          new DeliveryOptions().setLocalOnly(true))).body();
      for (Kept kept : part.kept()) {
        if (kept.key().equals(key)) {
          return String.valueOf(kept.entry().value());
        }
      }
      cursor = part.cursor();
    } while (!cursor.equals("0"));
    return "";
  }

  private Rig rig(String... settings) {
    List<String> all = new ArrayList<>(List.of(
        "redis.uri=redis://:" + redis.password() + "@127.0.0.1:" + proxy.port()));
    all.addAll(List.of(settings));
    return new Rig(dir, all.toArray(String[]::new));
  }
}
