package recobeat;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.net.URI;
import java.nio.file.Path;
import recobeat.embedded.EmbeddedRedis;
import recobeat.embedded.EmbeddedRedisException;

/** A Redis that a test can question, change, pause and kill. */
public final class TestRedis implements AutoCloseable {

  final EmbeddedRedis redis;
  private final Vertx vertx;
  private final long memoryBytesMax;

  public TestRedis(Vertx vertx, Path dir) throws EmbeddedRedisException {
    this(vertx, dir, 64 << 20);
  }

  public TestRedis(Vertx vertx, Path dir, long memoryBytesMax) throws EmbeddedRedisException {
    this.vertx = vertx;
    this.memoryBytesMax = memoryBytesMax;
    this.redis = EmbeddedRedis.start(dir, memoryBytesMax);
  }

  public int port() {
    return URI.create(redis.uri()).getPort();
  }

  public String password() {
    return URI.create(redis.uri()).getUserInfo().substring(1);
  }

  public String send(Command command, String... words) {
    Redis client = Redis.createClient(vertx, redis.uri());
    Request request = Request.cmd(command);
    for (String word : words) {
      request.arg(word);
    }
    String reply = String.valueOf(Rig.get(client.send(request)));
    Rig.get(client.close());
    return reply;
  }

  /** A number that it tells about itself. */
  String info(String section, String field) {
    return send(Command.INFO, section).lines()
        .filter(line -> line.startsWith(field + ':'))
        .map(line -> line.substring(field.length() + 1).strip())
        .findFirst().orElseThrow();
  }

  /** Takes no writes from now on. */
  public void fill() {
    send(Command.CONFIG, "SET", "maxmemory-policy", "noeviction", "maxmemory", "1");
  }

  public void makeRoom() {
    send(Command.CONFIG, "SET", "maxmemory", Long.toString(memoryBytesMax));
  }

  public void signal(String name) throws Exception {
    String pid = Long.toString(redis.pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }

  /** Of its process, after a kill the next one's once that is there. */
  public long pid() {
    return redis.pid();
  }

  @Override
  public void close() {
    redis.close();
  }
}
