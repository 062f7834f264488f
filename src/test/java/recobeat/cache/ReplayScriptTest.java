package recobeat.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import recobeat.embedded.EmbeddedRedis;
import recobeat.message.Store.Mode;
import recobeat.message.Store.Write;
import recobeat.model.Entry;
import recobeat.model.Json;
import recobeat.model.Key;
import recobeat.model.Kind;
import recobeat.model.LifeOptions;
import recobeat.model.Lifetimes;
import recobeat.model.Mapping;
import recobeat.time.Time;

/** What is replayed, and what somebody else wrote meanwhile, in a real Redis. */
@Timeout(60)
class ReplayScriptTest {

  private static final long SEED = 14;
  private static final int ROUNDS = 300;

  private static final Key VALUE = new Key(Kind.FEATURES, "USABC0000001");
  private static final Key ID = new Key(Kind.TRACK_ID, "S".repeat(22));

  /** What mappings' Spotify ids are made of, or none. */
  private static final List<String> LETTERS = List.of("S", "U", "");

  @TempDir
  Path dir;

  private final Vertx vertx = Vertx.vertx();
  private final SplittableRandom random = new SplittableRandom(SEED);
  private EmbeddedRedis redis;
  private Redis client;
  private RedisLink link;
  private RedisStore store;

  @BeforeEach
  void start() throws Exception {
    redis = EmbeddedRedis.start(dir, 64 << 20);
    client = Redis.createClient(vertx, redis.uri());
    link = new RedisLink(vertx, Time.system(), redis.uri(), "", 5_000);
    store = new RedisStore(link, new Lifetimes(LifeOptions.defaults()));
  }

  @AfterEach
  void stop() throws Exception {
    get(link.close());
    get(vertx.close());
    redis.close();
  }

  @Test
  void set_youngerThere_isNotOverwritten() throws Exception {
    Entry younger = Entry.found(Json.of("[\"other\"]"), 2_000, 1);
    put(VALUE, younger);
    for (Entry entry : List.of(
        Entry.found(Json.of("[\"mine\"]"), 1_999, 2), Entry.absent(null, 1_999, 2, 3))) {
      get(store.replay(List.of(Write.of(VALUE, entry, Mode.SET))));
      assertThat(read(VALUE)).isEqualTo(younger);
    }
    Entry youngest = Entry.found(Json.of("[\"mine\"]"), 2_001, 2);
    get(store.replay(List.of(Write.of(VALUE, youngest, Mode.SET))));
    assertThat(read(VALUE)).isEqualTo(youngest);
    Long sweep = get(client.send(Request.cmd(Command.PTTL).arg(Stored.key(VALUE)))).toLong();
    assertThat(sweep).isPositive();
  }

  @Test
  void map_other_staysAndIsReported() throws Exception {
    Entry there = mapping(1, "T", 1_000);
    put(ID, there);
    List<Write> writes = List.of(Write.of(ID, mapping(1, "U", 2_000), Mode.MAP));
    assertThat(get(store.replay(writes))).containsExactly(there);
    assertThat(read(ID)).isEqualTo(there);
  }

  @Test
  void map_ofAnOlderEngineOrUnderEitherName_isTheSameOrStays() throws Exception {
    Entry here = mapping(1, "S", 1_000);
    Entry younger = mapping(1, "S", 2_000);
    for (Key key : List.of(ID, new Key(Kind.TRACK_ID, uuid(1)))) {
      for (boolean replayed : List.of(true, false)) {
        putOlder(key, here);
        Entry other = key.equals(ID) ? mapping(2, "S", 3_000) : mapping(1, "U", 3_000);
        assertThat(map(key, other, replayed)).containsExactly(here);
        assertThat(map(key, younger, replayed)).containsOnlyNulls();
        assertThat(read(key)).isEqualTo(younger);
        assertThat(map(key, other, replayed)).containsExactly(younger);
        putOlder(key, mapping(1, "", 5_000));
        assertThat(map(key, younger, replayed)).containsOnlyNulls();
        assertThat(read(key)).isEqualTo(younger);
      }
    }
  }

  private List<Entry> map(Key key, Entry entry, boolean replayed) throws Exception {
    List<Write> writes = List.of(Write.of(key, entry, Mode.MAP));
    return get(replayed ? store.replay(writes) : store.write(writes));
  }

  /** Followed to the value in whatever format each of both is. */
  @Test
  void find_byUuid_followsMappingsOfBothFormats() throws Exception {
    Key value = new Key(Kind.FEATURES, ID.text());
    Entry row = Entry.found(Json.of("{\"id\":\"" + uuid(1) + "\",\"href\":"
        + "\"https://open.spotify.com/track/" + ID.text() + "\"}"), 5, 6);
    Key byUuid = new Key(Kind.FEATURES, uuid(1));
    Entry mapping = mapping(1, "S", 1_000);
    for (boolean older : List.of(true, false)) {
      if (older) {
        putOlder(value, row);
        putOlder(byUuid.as(Kind.TRACK_ID), mapping);
      } else {
        put(value, row);
        put(byUuid.as(Kind.TRACK_ID), mapping);
      }
      RedisStore.Hit hit = get(store.find(List.of(byUuid))).get(0);
      assertThat(hit.entry()).isEqualTo(row);
      assertThat(hit.mapping()).isEqualTo(mapping);
    }
  }

  @Test
  void formatUnknown_readsAsNothing() throws Exception {
    get(client.send(Request.cmd(Command.SET).arg(Stored.key(VALUE)).arg("7")));
    Entry entry = Entry.found(Json.of("[\"mine\"]"), 1, 2);
    get(store.replay(List.of(Write.of(VALUE, entry, Mode.SET))));
    assertThat(read(VALUE)).isEqualTo(entry);
  }

  /** What look-ups are told while writes are missed is what they are told afterwards. */
  @Test
  void missed_anyWrites_replayedAsForetold() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Map<Key, Entry> there = new HashMap<>();
      for (Key key : List.of(VALUE, ID)) {
        get(client.send(Request.cmd(Command.DEL).arg(Stored.key(key))));
        Entry entry = random.nextInt(4) == 0 ? null : entry(key);
        if (entry != null) {
          if (random.nextBoolean()) {
            putOlder(key, entry);
          } else {
            put(key, entry);
          }
          there.put(key, entry);
        }
      }
      Missed missed = new Missed(100, 1 << 20);
      List<Write> done = new ArrayList<>();
      for (int i = random.nextInt(1, 6); i > 0; i--) {
        Write write = write();
        missed.keep(write);
        done.add(write);
      }
      Entry value = missed.over(VALUE, there.get(VALUE), true);
      Entry id = missed.over(ID, there.get(ID), true);
      get(store.replay(missed.oldest(100, 1 << 20)));
      String what = "round " + round + " of seed " + SEED + ": " + there + " then " + done;
      assertThat(read(VALUE)).as(what).isEqualTo(value);
      assertThat(read(ID)).as(what).isEqualTo(id);
    }
  }

  private Write write() {
    if (random.nextBoolean()) {
      return Write.of(ID, entry(ID), random.nextInt(3) == 0 ? Mode.SET : Mode.MAP);
    }
    String member = "m" + random.nextInt(3);
    return switch (random.nextInt(3)) {
      case 0 -> Write.of(VALUE, entry(VALUE), Mode.SET);
      case 1 -> Write.of(VALUE, Entry.absent(null, at(), 0, 1), Mode.NEW);
      default -> new Write(VALUE, Entry.found(Json.of('"' + member + '"'), at(), 9), Mode.ADD,
          member);
    };
  }

  private Entry entry(Key key) {
    if (random.nextInt(4) == 0) {
      return Entry.absent(null, at(), 0, 1);
    }
    return key.equals(VALUE)
        ? Entry.found(Json.of("[\"m" + random.nextInt(3) + "\"]"), at(), 3)
        : mapping(random.nextInt(2), LETTERS.get(random.nextInt(3)), at());
  }

  /** Times that differ in more than their last byte. */
  private long at() {
    return 1_750_000_000_000L + random.nextInt(4) * 200;
  }

  private static Entry mapping(int number, String letter, long at) {
    return Entry.found(new Mapping(uuid(number),
        letter.isEmpty() ? null : letter.repeat(22)).toJson(), at, 5);
  }

  private static String uuid(int number) {
    return "00000000-0000-4000-8000-00000000000" + number;
  }

  private void put(Key key, Entry entry) throws Exception {
    get(client.send(Request.cmd(Command.SET)
        .arg(Stored.key(key)).arg(Buffer.buffer(Stored.bytes(key, entry)))));
  }

  /** As an engine did that knew no other format than the first. */
  private void putOlder(Key key, Entry entry) throws Exception {
    Buffer bytes = Buffer.buffer(new byte[] {1, (byte) (entry.isAbsent() ? 1 : 0),
        (byte) entry.jitter(), (byte) entry.strikes()}).appendLong(entry.storedAt());
    Json value = entry.value();
    get(client.send(Request.cmd(Command.SET).arg(Stored.key(key))
        .arg(value == null ? bytes : value.appendTo(bytes))));
  }

  private Entry read(Key key) throws Exception {
    return Stored.entry(key, RedisLink.buffer(
        get(client.send(Request.cmd(Command.GET).arg(Stored.key(key))))));
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
