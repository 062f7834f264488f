package recobeat.bench;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import recobeat.embedded.EmbeddedRedis;

/** A Redis that tells what it spends on what it keeps. It writes no file, as that takes memory. */
final class Kept implements AutoCloseable {

  private static final int PART = 1_000;
  private static final long QUIET_MS = 500;

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

  void sendAll(List<Request> requests) throws Exception {
    for (int at = 0; at < requests.size(); at += PART) {
      Warm.get(client.batch(requests.subList(at, Math.min(requests.size(), at + PART))));
    }
  }

  /** What it has come to need since it was empty, once that does not change any more. */
  long bytes() throws Exception {
    return used() - empty;
  }

  private long used() throws Exception {
    long before = -1;
    for (long now = info(); now != before; now = info()) {
      before = now;
      Thread.sleep(QUIET_MS);
    }
    return before;
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
    for (String key : keys("*")) {
      boolean text = send(Request.cmd(Command.TYPE).arg(key)).toString().equals("string");
      parts.merge(kind(key), new Part(1, key.length(),
          text ? send(Request.cmd(Command.STRLEN).arg(key)).toLong() : 0,
          send(Request.cmd(Command.MEMORY).arg("USAGE").arg(key).arg("SAMPLES").arg(0)).toLong()),
          Part::plus);
    }
    return parts;
  }

  private static String kind(String key) {
    String kind = key.substring(0, key.lastIndexOf(':') + 1);
    // Groups of like tracks have a letter for what they have in common.
    return kind.equals("rb:k1:") ? kind + key.charAt(kind.length()) : kind;
  }

  void remove(String pattern) throws Exception {
    List<Request> requests = new ArrayList<>();
    keys(pattern).forEach(key -> requests.add(Request.cmd(Command.DEL).arg(key)));
    sendAll(requests);
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
