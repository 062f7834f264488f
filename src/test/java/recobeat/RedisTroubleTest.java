package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static recobeat.Tracks.spotify;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import recobeat.message.Reply;
import recobeat.metrics.Counter;
import recobeat.model.Source;
import recobeat.model.Status;

/**
 * Redis dies, hangs, is full, is the wrong one or does not let the engine in, and recovers. Answers
 * go on meanwhile, and afterwards Redis has everything, whatever was learned when.
 */
@Timeout(90)
class RedisTroubleTest {

  /** None of them is without features, so that each settles by one call. */
  private static final List<String> BEFORE = ids(0);

  private static final List<String> MEANWHILE = ids(100);

  @TempDir
  Path dir;

  @TempDir
  Path otherDir;

  private final Vertx vertx = Vertx.vertx();
  private final CacheLog log = new CacheLog();
  private TestRedis redis;

  @BeforeEach
  void start() throws Exception {
    redis = new TestRedis(vertx, dir);
  }

  @AfterEach
  void stop() {
    log.close();
    redis.close();
    Rig.get(vertx.close());
  }

  @Test
  @DisplayName("hazard 14: Redis is killed while loads are in flight: it comes back, no waiter is"
      + " lost, what it missed it gets")
  void redis_killedWhileLoading_missesNothing() throws Exception {
    try (Rig rig = rig(redis.redis.uri())) {
      rig.features(BEFORE);
      // What it was given before must be in its file, or it may go with it.
      await().until(() -> redis.info("persistence", "aof_buffer_length").equals("0"));
      rig.service.hold();
      List<Future<Reply>> waiting = MEANWHILE.stream().map(id -> rig.ask(List.of(id))).toList();
      await().until(() -> rig.service.idsAsked().contains(MEANWHILE.get(0)));
      long killed = redis.redis.pid();
      redis.signal("KILL");
      rig.service.release();
      for (Future<Reply> each : waiting) {
        assertThat(Rig.get(each).outcomes().get(0).status()).isEqualTo(Status.FOUND);
      }
      assertKnown(rig);
      await().until(() -> redis.redis.pid() != killed);
      assertAllReplayed(rig);
      assertStored(rig);
    }
  }

  @Test
  @DisplayName("hazard 14: Redis is paused: it is waited for once, then done without until it goes"
      + " on")
  void redis_paused_missesNothing() throws Exception {
    try (Rig rig = rig(redis.redis.uri(), "redis.timeout=1s")) {
      rig.features(BEFORE);
      redis.signal("STOP");
      rig.features(MEANWHILE);
      assertKnown(rig);
      await().until(() -> rig.count(Counter.WRITES_MISSED) > 0);
      assertFailsFast(rig);
      redis.signal("CONT");
      assertAllReplayed(rig);
      assertStored(rig);
    } finally {
      redis.signal("CONT");
    }
  }

  @Test
  @DisplayName("hazard 14: Redis is full: it is read, and gets what it missed once there is room")
  void redis_full_missesNothing() {
    try (Rig rig = rig(redis.redis.uri())) {
      rig.features(BEFORE);
      redis.fill();
      rig.features(MEANWHILE);
      await().until(() -> rig.count(Counter.WRITES_MISSED) > 0);
      assertKnown(rig);
      assertThat(rig.count(Counter.LOOKUPS_LOST)).isZero();
      assertThat(rig.count(Counter.WRITES_REPLAYED)).isZero();
      redis.makeRoom();
      assertAllReplayed(rig);
      assertStored(rig);
    }
    assertFewLines("OOM");
  }

  @Test
  @DisplayName("hazard 14: Redis is made a replica and promoted again: it gets what it missed")
  void redis_demotedThenPromoted_missesNothing() {
    try (Rig rig = rig(redis.redis.uri())) {
      rig.features(BEFORE);
      redis.send(Command.REPLICAOF, "127.0.0.1", "1");
      rig.features(MEANWHILE);
      await().until(() -> rig.count(Counter.WRITES_MISSED) > 0);
      assertKnown(rig);
      assertThat(rig.count(Counter.LOOKUPS_LOST)).as("a replica answers").isZero();
      redis.send(Command.REPLICAOF, "NO", "ONE");
      assertAllReplayed(rig);
      assertStored(rig);
    }
    assertFewLines("READONLY");
  }

  @Test
  @DisplayName("hazard 14: Redis fails over: the name leads elsewhere, so the engine connects anew")
  void redis_failsOver_theNewMasterGetsEverything() throws Exception {
    Proxy proxy = new Proxy(vertx, redis.port());
    try (TestRedis other = new TestRedis(vertx, otherDir);
        Rig rig = rig(through(proxy))) {
      other.send(Command.ACL, "SETUSER", "default", ">" + redis.password());
      other.send(Command.CONFIG, "SET", "masterauth", redis.password());
      rig.features(BEFORE);
      redis.send(Command.CONFIG, "SET", "repl-diskless-sync-delay", "0");
      other.send(Command.REPLICAOF, "127.0.0.1", "" + redis.port());
      await().until(() -> other.info("replication", "master_link_status").equals("up"));
      other.send(Command.REPLICAOF, "NO", "ONE");
      redis.send(Command.REPLICAOF, "127.0.0.1", "1");
      proxy.lead(other.port());
      rig.features(MEANWHILE);
      // Mostly none, as it turns out already when leave is asked for the first call.
      await().until(() -> rig.count(Counter.WRITES_MISSED) == rig.count(Counter.WRITES_REPLAYED));
      assertThat(rig.count(Counter.WRITES_LOST)).isZero();
      assertThat(proxy.accepted).hasValueBetween(2, 10);
      assertStored(rig);
    }
  }

  @Test
  void redis_wrongPasswordThenCorrected_missesNothing() {
    String wrong = "not-the-s3cret";
    Proxy proxy = new Proxy(vertx, redis.port());
    try (Rig rig = rig("redis://:" + wrong + "@127.0.0.1:" + proxy.port())) {
      rig.features(BEFORE);
      rig.features(MEANWHILE);
      assertKnown(rig);
      await().until(() -> rig.count(Counter.WRITES_MISSED) > 0);
      await().until(() -> proxy.accepted.get() >= 6);
      assertThat(Integer.parseInt(redis.info("clients", "connected_clients")))
          .as("none is left open").isLessThan(5);
      redis.send(Command.ACL, "SETUSER", "default", ">" + wrong);
      assertAllReplayed(rig);
      assertStored(rig);
    }
    assertFewLines("WRONGPASS");
    assertThat(log.lines()).noneMatch(line -> line.contains(wrong));
  }

  @Test
  @DisplayName("hazard 14: the connection is cut while loads are in flight: Redis misses nothing")
  void connection_cut_missesNothing() {
    Proxy proxy = new Proxy(vertx, redis.port());
    try (Rig rig = rig(through(proxy))) {
      rig.features(BEFORE);
      rig.service.hold();
      Future<Reply> waiting = rig.ask(MEANWHILE);
      await().until(() -> rig.service.idsAsked().contains(MEANWHILE.get(0)));
      proxy.cut();
      rig.service.release();
      assertThat(Rig.statuses(Rig.get(waiting).outcomes())).containsOnly(Status.FOUND);
      await().until(() -> rig.count(Counter.WRITES_MISSED) > 0);
      assertKnown(rig);
      proxy.mend();
      assertAllReplayed(rig);
      assertStored(rig);
    }
  }

  /** Nothing known is asked of the service again. */
  private static void assertKnown(Rig rig) {
    int calls = rig.service.calls.size();
    assertThat(Rig.statuses(rig.features(BEFORE))).containsOnly(Status.FOUND);
    assertThat(Rig.statuses(rig.features(MEANWHILE))).containsOnly(Status.FOUND);
    assertThat(rig.service.calls).hasSize(calls);
  }

  private static void assertAllReplayed(Rig rig) {
    await().until(() -> rig.count(Counter.WRITES_MISSED) > 0
        && rig.count(Counter.WRITES_MISSED) == rig.count(Counter.WRITES_REPLAYED));
    assertThat(rig.count(Counter.WRITES_LOST)).isZero();
  }

  /** Also while a new connection is being tried, which takes the whole time-out. */
  private static void assertFailsFast(Rig rig) {
    long begin = System.nanoTime();
    for (int i = 1; System.nanoTime() - begin < 2_000_000_000; i += 10) {
      long start = System.nanoTime();
      rig.features(spotify(1_000 + i));
      assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(800);
    }
  }

  /** A restarted engine finds everything in Redis. */
  private static void assertStored(Rig rig) {
    int calls = rig.service.calls.size();
    rig.restart();
    assertThat(Rig.sources(rig.features(BEFORE))).containsOnly(Source.REDIS);
    assertThat(Rig.sources(rig.features(MEANWHILE))).containsOnly(Source.REDIS);
    assertThat(rig.service.calls).hasSize(calls);
  }

  /** Trouble is logged when it begins, not for each operation. */
  private void assertFewLines(String text) {
    assertThat(log.lines().stream().filter(line -> line.contains(text))).hasSizeBetween(1, 2);
  }

  private Rig rig(String uri, String... settings) {
    List<String> all = new ArrayList<>(List.of("redis.uri=" + uri));
    all.addAll(List.of(settings));
    return new Rig(dir, all.toArray(String[]::new));
  }

  private String through(Proxy proxy) {
    return "redis://:" + redis.password() + "@127.0.0.1:" + proxy.port();
  }

  private static List<String> ids(int from) {
    return Tracks.spotify(from, from + 100).stream()
        .filter(id -> !id.endsWith("0") && !id.endsWith("5")).toList();
  }
}
