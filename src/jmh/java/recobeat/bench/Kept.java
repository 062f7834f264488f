package recobeat.bench;

import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import recobeat.embedded.EmbeddedRedis;

/** A Redis that tells what it spends on what it keeps. It writes no file, as that takes memory. */
final class Kept implements AutoCloseable {

  private static final int PART = 1_000;
  private static final Duration QUIET = Duration.ofMillis(500);
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** The bytes of a string; 0 for others. */
  private static final String SIZE =
      "return redis.call('TYPE', KEYS[1]).ok == 'string' and redis.call('STRLEN', KEYS[1]) or 0";

  private final EmbeddedRedis redis;
  private final Redis client;
  private final long empty;

  /**
   * What there is of one kind of keys.
   *
   * @param keys how many
   * @param names bytes of the keys' own text
   * @param values bytes of strings; 0 for hashes
   * @param memory bytes as MEMORY USAGE says, all fields of a hash counted
   */
  record Part(long keys, long names, long values, long memory) {

    Part plus(Part other) {
      return new Part(keys + other.keys, names + other.names, values + other.values,
          memory + other.memory);
    }
  }

  Kept(Vertx vertx) throws Exception {
    redis = EmbeddedRedis.start(Files.createTempDirectory("recobeat-bench-"), 4L << 30);
    client = Redis.createClient(vertx,
        new RedisOptions().setConnectionString(redis.uri()).setMaxWaitingHandlers(2 * PART));
    send(Request.cmd(Command.CONFIG).arg("SET").arg("appendonly").arg("no"));
    empty = used();
  }

  String uri() {
    return redis.uri();
  }

  Response send(Request request) throws Exception {
    return Warm.get(client.send(request));
  }

  /** Replies in the order of the requests. */
  List<Response> sendAll(List<Request> requests) throws Exception {
    List<Response> replies = new ArrayList<>(requests.size());
    for (int at = 0; at < requests.size(); at += PART) {
      replies.addAll(
          Warm.get(client.batch(requests.subList(at, Math.min(requests.size(), at + PART)))));
    }
    return replies;
  }

  /** What it has come to need since it was empty, once that does not change any more. */
  long bytes() throws Exception {
    return used() - empty;
  }

  private long used() throws Exception {
    AtomicLong before = new AtomicLong(-1);
    await().pollInterval(QUIET).atMost(LIMIT).until(() -> {
      long now = info();
      return before.getAndSet(now) == now;
    });
    return before.get();
  }

  private long info() throws Exception {
    return send(Request.cmd(Command.INFO).arg("memory")).toString().lines()
        .filter(line -> line.startsWith("used_memory:"))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
        .findFirst().orElseThrow();
  }

  /** Each kind of keys, by what they begin with up to their last colon. */
  Map<String, Part> parts() throws Exception {
    Map<String, Part> parts = new TreeMap<>();
    List<String> keys = keys("*");
    List<Request> asked = new ArrayList<>();
    for (String key : keys) {
      asked.add(Request.cmd(Command.EVAL).arg(SIZE).arg(1).arg(key));
      asked.add(Request.cmd(Command.MEMORY).arg("USAGE").arg(key).arg("SAMPLES").arg(0));
    }
    List<Response> told = sendAll(asked);
    for (int i = 0; i < keys.size(); i++) {
      parts.merge(kind(keys.get(i)), new Part(1, keys.get(i).length(),
          told.get(2 * i).toLong(), told.get(2 * i + 1).toLong()), Part::plus);
    }
    return parts;
  }

  private static String kind(String key) {
    String kind = key.substring(0, key.lastIndexOf(':') + 1);
    // Groups of like tracks have a letter for what they have in common.
    return kind.equals("rb:k1:") ? kind + key.charAt(kind.length()) : kind;
  }

  /** Has the strings of some keys too, for as long. */
  void copy(Kept other, List<String> patterns) throws Exception {
    for (String pattern : patterns) {
      List<String> keys = other.keys(pattern);
      List<Request> asked = new ArrayList<>();
      for (String key : keys) {
        asked.add(Request.cmd(Command.GET).arg(key));
        asked.add(Request.cmd(Command.PTTL).arg(key));
      }
      List<Response> told = other.sendAll(asked);
      List<Request> sets = new ArrayList<>();
      for (int i = 0; i < keys.size(); i++) {
        sets.add(Request.cmd(Command.SET).arg(keys.get(i)).arg(told.get(2 * i).toBuffer())
            .arg("PX").arg(told.get(2 * i + 1).toLong()));
      }
      sendAll(sets);
    }
  }

  private List<String> keys(String pattern) throws Exception {
    List<String> keys = new ArrayList<>();
    send(Request.cmd(Command.KEYS).arg(pattern)).forEach(key -> keys.add(key.toString()));
    return keys;
  }

  @Override
  public void close() throws Exception {
    Warm.get(client.close());
    redis.close();
  }
}
