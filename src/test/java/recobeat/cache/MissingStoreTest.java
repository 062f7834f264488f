package recobeat.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import recobeat.embedded.EmbeddedRedis;
import recobeat.message.FindMissing;
import recobeat.message.Hints;
import recobeat.message.KeepMissing;
import recobeat.message.KeepMissing.Asked;
import recobeat.message.MissingReport.Coverage;
import recobeat.message.MissingTrack;
import recobeat.model.Lack;
import recobeat.time.Time;

/** What is kept of missing tracks in a real Redis. */
@Timeout(60)
class MissingStoreTest {

  private static final long SEED = 41;
  private static final long NOW = 1_764_300_000_123L;
  private static final long KEEP_MS = 1_000_000;

  @TempDir
  Path dir;

  private final Vertx vertx = Vertx.vertx();
  private final SplittableRandom random = new SplittableRandom(SEED);
  private EmbeddedRedis redis;
  private RedisLink link;
  private MissingStore store;

  @BeforeEach
  void start() throws Exception {
    redis = EmbeddedRedis.start(dir, 64 << 20);
    link = new RedisLink(vertx, Time.system(), redis.uri(), "", 5_000);
    store = new MissingStore(link);
  }

  @AfterEach
  void stop() throws Exception {
    get(link.close());
    get(vertx.close());
    redis.close();
  }

  @Test
  void keep_anyTracks_addsUpAsTheRecordsDo() throws Exception {
    Map<String, MissingTrack> expected = new HashMap<>();
    for (int round = 0; round < 60; round++) {
      List<MissingTrack> some = new ArrayList<>();
      for (String id : List.of("a", "b", "\u00fc \"x\" / y")) {
        if (random.nextBoolean()) {
          MissingTrack track = track(id);
          some.add(track);
          expected.merge(id, track, MissingTrack::plus);
        }
      }
      keep(some, List.of(), 100);
      assertThat(tracks()).as("seed %s, round %s", SEED, round)
          .containsExactlyInAnyOrderElementsOf(expected.values());
    }
  }

  @Test
  void keep_tooMany_theOnesAskedForLongestAgoGo() throws Exception {
    List<MissingTrack> many = IntStream.range(0, 30)
        .mapToObj(n -> MissingTrack.of("t" + n, Lack.UNKNOWN, null, Hints.NONE, NOW + n)).toList();
    keep(many, List.of(), 10);
    assertThat(tracks()).extracting(MissingTrack::id).hasSize(10).startsWith("t20");
    keep(List.of(MissingTrack.of("t20", Lack.UNKNOWN, null, Hints.NONE, NOW + 50)), List.of(), 9);
    assertThat(tracks()).extracting(MissingTrack::id).hasSize(9)
        .startsWith("t22").endsWith("t20");
    assertThat(send(Command.HLEN, MissingStore.TRACKS).toLong()).isEqualTo(9);
  }

  @Test
  void keep_tooOld_isForgotten() throws Exception {
    keep(List.of(MissingTrack.of("old", Lack.UNKNOWN, null, Hints.NONE, NOW - KEEP_MS - 1)),
        List.of(new Asked("old", Set.of("a"), Set.of(), NOW - KEEP_MS - 1)), 10);
    assertThat(send(Command.HLEN, MissingStore.TRACKS).toLong()).isZero();
    assertThat(send(Command.ZCARD, MissingStore.WORKFLOWS).toLong()).isZero();
    keep(List.of(MissingTrack.of("new", Lack.UNKNOWN, null, Hints.NONE, NOW)),
        List.of(new Asked("new", Set.of("a"), Set.of(), NOW)), 10);
    for (Response key : send(Command.KEYS, "rb:m1:*")) {
      assertThat(send(Command.PTTL, key.toString()).toLong()).as("%s", key)
          .isBetween(1L, KEEP_MS);
    }
    FindMissing.Reply later = get(store.find(new FindMissing(NOW + 1)));
    assertThat(later.tracks()).isEmpty();
    assertThat(later.workflows()).isEmpty();
  }

  @Test
  void keep_workflowsTwice_countsEachTrackOnce() throws Exception {
    Set<String> ids = IntStream.range(0, 100).mapToObj(n -> "id" + n).collect(Collectors.toSet());
    Asked asked = new Asked("w", ids, Set.of("id1", "id2"), NOW);
    keep(List.of(), List.of(asked), 10);
    keep(List.of(), List.of(asked, new Asked("v", Set.of("id1"), Set.of(), NOW + 1)), 10);
    assertThat(get(store.find(new FindMissing(NOW))).workflows()).containsExactly(
        new Coverage("v", 1, 0, NOW + 1), new Coverage("w", 100, 2, NOW));
  }

  @Test
  void keep_tooManyWorkflows_theirKeysGoToo() throws Exception {
    for (int n = 0; n < 8; n++) {
      keep(List.of(), List.of(new Asked("w" + n, Set.of("a"), Set.of("a"), NOW + n)), 10);
    }
    assertThat(get(store.find(new FindMissing(NOW))).workflows())
        .extracting(Coverage::workflow).containsExactly("w7", "w6", "w5", "w4", "w3");
    assertThat(send(Command.KEYS, "rb:m1:?:*").size()).isEqualTo(2 * 5);
  }

  @Test
  void keep_orderEvictedOrTrackDamaged_startsAnew() throws Exception {
    MissingTrack track = track("a");
    keep(List.of(track, track("b")), List.of(), 10);
    send(Command.DEL, MissingStore.ORDER);
    keep(List.of(track), List.of(), 10);
    assertThat(tracks()).containsExactly(track);
    assertThat(send(Command.HLEN, MissingStore.TRACKS).toLong()).isEqualTo(1);
    for (String damaged : List.of("?", "7", "{}", "{\"lastAt\":\"x\"}")) {
      send(Command.HSET, MissingStore.TRACKS, "a", damaged);
      keep(List.of(track), List.of(), 10);
      assertThat(tracks()).as(damaged).containsExactly(track);
    }
  }

  private MissingTrack track(String id) {
    Lack reason = Lack.values()[random.nextInt(3)];
    String workflow = random.nextInt(4) == 0 ? null : "w" + random.nextInt(12);
    Hints hints = new Hints(
        random.nextBoolean() ? List.of("Ana \"\u00e9\\/", "Oku") : List.of(),
        random.nextBoolean() ? "Album " + random.nextInt(3) : null,
        random.nextBoolean() ? "Title\n" + random.nextInt(3) : null,
        random.nextBoolean() ? List.of("trap") : List.of());
    Integer year = random.nextBoolean() ? null : 2000 + random.nextInt(20);
    return MissingTrack.of(id, reason, workflow, hints, NOW + random.nextInt(100_000))
        .known(reason, Hints.NONE, year);
  }

  private void keep(List<MissingTrack> tracks, List<Asked> workflows, int idsMax)
      throws Exception {
    get(store.keep(new KeepMissing(tracks, workflows, idsMax, 5, KEEP_MS, NOW)));
  }

  private List<MissingTrack> tracks() throws Exception {
    return get(store.find(new FindMissing(0))).tracks().stream()
        .map(json -> MissingTrack.fromJson(new JsonObject(json))).toList();
  }

  private Response send(Command command, String... words) throws Exception {
    Request request = Request.cmd(command);
    for (String word : words) {
      request.arg(word);
    }
    return get(link.batch(List.of(request))).get(0);
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
