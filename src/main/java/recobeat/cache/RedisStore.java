package recobeat.cache;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import recobeat.message.Store.Mode;
import recobeat.message.Store.Write;
import recobeat.model.Entry;
import recobeat.model.Json;
import recobeat.model.Key;
import recobeat.model.Kind;
import recobeat.model.LifeOptions;
import recobeat.model.Lifetimes;
import recobeat.model.Mapping;
import recobeat.model.Source;

/** Entries in Redis: each look-up is one round trip, each set of writes nearly always. */
final class RedisStore {

  /** What Redis sweeps is several lives old, as lives may be raised and strikes be remembered. */
  private static final int SWEEP_LIVES = 4;

  private final RedisLink link;
  private final Lifetimes lifetimes;

  RedisStore(RedisLink link, Lifetimes lifetimes) {
    this.link = link;
    this.lifetimes = lifetimes;
  }

  /**
   * What is stored for one key.
   *
   * @param mapping the entry that maps the id, if it had to be followed
   * @param entry null if there is none
   * @param isOwn whether the entry is kept under the very id that was asked for
   * @param source Redis, or near for what Redis is yet to get
   */
  record Hit(@Nullable Entry mapping, @Nullable Entry entry, boolean isOwn, Source source) {

    static final Hit NONE = new Hit(null, null, true, Source.REDIS);
  }

  /** Whether a key's id may be another name of the one that the value is kept under. */
  static boolean isFollowed(Key key) {
    return switch (key.kind()) {
      case FEATURES, TRACK, ARTIST, ALBUM -> key.isUuid();
      case TRACK_ID, ARTIST_ID, ALBUM_ID, RECOMMENDATION, SEARCH, LIST -> false;
    };
  }

  static Key mapping(Key key) {
    return key.as(Kind.mapping(key.kind().entity()));
  }

  /** One hit for each key, in their order. */
  Future<List<Hit>> find(List<Key> keys) {
    Request get = Request.cmd(Command.MGET);
    List<Key> followed = new ArrayList<>(0);
    for (Key key : keys) {
      if (isFollowed(key)) {
        followed.add(key);
      } else {
        get.arg(Stored.key(key));
      }
    }
    List<Request> requests = new ArrayList<>(2);
    if (followed.size() < keys.size()) {
      requests.add(get);
    }
    if (!followed.isEmpty()) {
      requests.add(follow(followed));
    }
    return link.batch(requests).map(replies -> hits(keys, replies));
  }

  private static Request follow(List<Key> keys) {
    Request script = Request.cmd(Command.EVAL).arg(Scripts.FOLLOW).arg(2L * keys.size());
    keys.forEach(key -> script.arg(Stored.key(mapping(key))).arg(Stored.key(key)));
    keys.forEach(key -> script.arg(Stored.prefix(key.kind())));
    return script;
  }

  private static List<Hit> hits(List<Key> keys, List<Response> replies) {
    Response last = replies.get(replies.size() - 1);
    List<Hit> hits = new ArrayList<>(keys.size());
    int direct = 0;
    int followed = 0;
    for (Key key : keys) {
      if (isFollowed(key)) {
        Entry mapping = mapping(mapping(key), last, followed);
        // A packed row leaves out the id that it is kept under.
        Key canonical = mapping == null || mapping.value() == null
            ? key
            : new Key(key.kind(), Mapping.of(mapping.value()).canonical());
        Entry named = entry(canonical, last, followed + 1);
        Entry own = entry(key, last, followed + 2);
        hits.add(new Hit(mapping, named == null ? own : named, named == null, Source.REDIS));
        followed += 3;
      } else {
        Entry own = key.kind().isMapping()
            ? mapping(key, replies.get(0), direct)
            : entry(key, replies.get(0), direct);
        hits.add(new Hit(null, own, true, Source.REDIS));
        direct++;
      }
    }
    return hits;
  }

  private static @Nullable Entry entry(Key key, Response array, int index) {
    return Stored.entry(key, RedisLink.buffer(array.get(index)));
  }

  /** Torn by whomever, it reads as a miss; those of an ISRC are an array. */
  private static @Nullable Entry mapping(Key key, Response array, int index) {
    Entry entry = entry(key, array, index);
    Json value = entry == null ? null : entry.value();
    return value == null || value.isArray() || Mapping.isOne(value) ? entry : null;
  }

  /**
   * Writes in one round trip, and in a second one where there are lists to be added to; the entries
   * that stayed because they contradict, null for others.
   */
  Future<List<@Nullable Entry>> write(List<Write> writes) {
    List<Write> maps = of(writes, Mode.MAP);
    List<Write> adds = of(writes, Mode.ADD);
    List<Write> news = of(writes, Mode.NEW);
    List<Request> requests = new ArrayList<>();
    if (!adds.isEmpty()) {
      // Hardly any is there, which this tells for a fraction of a script's time.
      Request lists = Request.cmd(Command.MGET);
      adds.forEach(write -> lists.arg(Stored.key(write.key())));
      requests.add(lists);
    }
    for (Write write : writes) {
      if (write.mode() == Mode.SET) {
        requests.add(set(write));
      }
    }
    news.stream().collect(Collectors.groupingBy(write -> write.key().kind())).values()
        .forEach(ofKind -> requests.add(script(Scripts.NEW, ofKind)));
    if (!maps.isEmpty()) {
      requests.add(script(Scripts.MAP, maps));
    }
    return link.batch(requests).compose(replies -> {
      List<@Nullable Entry> kept = maps.isEmpty()
          ? List.of()
          : kept(maps, replies.get(replies.size() - 1));
      List<Write> lists = adds.isEmpty() ? adds : there(adds, replies.get(0));
      return lists.isEmpty()
          ? Future.succeededFuture(kept)
          : link.batch(List.of(add(lists))).map(done -> kept);
    });
  }

  private static List<Write> there(List<Write> writes, Response found) {
    List<Write> there = new ArrayList<>(0);
    for (int i = 0; i < writes.size(); i++) {
      if (found.get(i) != null) {
        there.add(writes.get(i));
      }
    }
    return there;
  }

  /**
   * Does in one round trip writes that Redis missed, unless somebody has written younger entries
   * meanwhile; for each the entry that stayed because it contradicts, or null.
   */
  Future<List<@Nullable Entry>> replay(List<Write> writes) {
    Request script = Request.cmd(Command.EVAL).arg(Scripts.REPLAY).arg(writes.size());
    writes.forEach(write -> script.arg(Stored.key(write.key())));
    writes.forEach(write -> script
        .arg(write.mode().name())
        .arg(sweepMs(write.key().kind()))
        .arg(write.member())
        .arg(Stored.bytes(write.key(), write.entry())));
    return link.batch(List.of(script)).map(replies -> kept(writes, replies.get(0)));
  }

  /** The next request finds out whether Redis is there, however long it was away. */
  void hurry() {
    link.hurry();
  }

  static List<Write> of(List<Write> writes, Mode mode) {
    return writes.stream().filter(write -> write.mode() == mode).toList();
  }

  private Request set(Write write) {
    return Request.cmd(Command.SET)
        .arg(Stored.key(write.key()))
        .arg(Stored.bytes(write.key(), write.entry()))
        .arg("PX").arg(sweepMs(write.key().kind()));
  }

  /** Of writes of one kind, or of mappings, which live equally long. */
  private Request script(String text, List<Write> writes) {
    Request script = Request.cmd(Command.EVAL).arg(text).arg(writes.size());
    writes.forEach(write -> script.arg(Stored.key(write.key())));
    script.arg(sweepMs(writes.get(0).key().kind()));
    writes.forEach(write -> script.arg(Stored.bytes(write.key(), write.entry())));
    return script;
  }

  private static Request add(List<Write> adds) {
    Request script = Request.cmd(Command.EVAL).arg(Scripts.ADD).arg(adds.size());
    adds.forEach(write -> script.arg(Stored.key(write.key())));
    adds.forEach(write -> script.arg(write.member()).arg(Stored.value(write.entry())));
    return script;
  }

  private static List<@Nullable Entry> kept(List<Write> writes, Response reply) {
    @Nullable Entry[] kept = new Entry[writes.size()];
    Arrays.setAll(kept, index -> mapping(writes.get(index).key(), reply, index));
    return Arrays.asList(kept);
  }

  private long sweepMs(Kind kind) {
    LifeOptions lives = lifetimes.options();
    long longest = Math.max(
        lives.of(kind).found().toMillis(), lives.of(kind).absentMax().toMillis());
    return Math.max(1, SWEEP_LIVES * longest);
  }
}
