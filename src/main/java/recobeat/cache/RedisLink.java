package recobeat.cache;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import recobeat.time.Time;

/**
 * The one connection to Redis, made again when it is lost: with many requests in flight it is
 * faster than a pool. Nothing waits longer than the time-out: a Redis that does not answer in time
 * is given up with its connection, and until another one answers, requests fail at once. While
 * Redis is still loading its data, requests wait for it: what it does not have yet is no miss. Used
 * on the cache verticle's event loop alone.
 */
final class RedisLink {

  private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);

  /** Pause before a lost or failed connection is tried again. */
  private static final long AGAIN_MS = 200;

  /** Pause before a Redis that is loading is asked again. */
  private static final long LOADING_MS = 20;

  /** Requests in flight; more fail at once. */
  private static final int WAITING_MAX = 100_000;

  private final Vertx vertx;
  private final Time time;
  private final RedisOptions options;
  private final long timeoutMs;
  private Redis redis;
  private @Nullable Future<RedisConnection> connection;
  private long connectedAt;
  private boolean away;
  private boolean silent;

  RedisLink(Vertx vertx, Time time, String uri, String caFile, long timeoutMs) {
    this.vertx = vertx;
    this.time = time;
    this.timeoutMs = timeoutMs;
    NetClientOptions net =
        new NetClientOptions().setTcpNoDelay(true).setConnectTimeout((int) timeoutMs);
    if (uri.startsWith("rediss:")) {
      net.setHostnameVerificationAlgorithm("HTTPS");
      if (!caFile.isEmpty()) {
        net.setTrustOptions(new PemTrustOptions().addCertPath(caFile));
      }
    }
    this.options = new RedisOptions()
        .setConnectionString(uri)
        .setNetClientOptions(net)
        .setMaxWaitingHandlers(WAITING_MAX);
    this.redis = Redis.createClient(vertx, options);
  }

  /** Sends requests together, in one round trip. */
  Future<List<Response>> batch(List<Request> requests) {
    return batchUntil(requests, time.millis() + timeoutMs);
  }

  /** Waits for Redis to be there and loaded, but no longer; without it the engine works too. */
  Future<Void> ready() {
    return batch(List.of(Request.cmd(Command.PING)))
        .transform(done -> Future.succeededFuture());
  }

  private Future<List<Response>> batchUntil(List<Request> requests, long deadline) {
    Future<RedisConnection> made = connected();
    if (silent && !made.isComplete()) {
      return Future.failedFuture("Redis does not answer");
    }
    return made
        .compose(open -> open.batch(requests).timeout(timeoutMs, TimeUnit.MILLISECONDS)
            .onSuccess(answered -> back())
            .onFailure(failure -> failed(made, failure)))
        .recover(failure -> isLoading(failure) && time.millis() < deadline
            ? vertx.timer(LOADING_MS).compose(waited -> batchUntil(requests, deadline))
            : Future.failedFuture(failure));
  }

  private static boolean isLoading(Throwable failure) {
    return String.valueOf(failure.getMessage()).startsWith("LOADING");
  }

  private Future<RedisConnection> connected() {
    Future<RedisConnection> known = connection;
    if (known != null && !(known.failed() && time.millis() >= connectedAt + AGAIN_MS)) {
      return known;
    }
    connectedAt = time.millis();
    Future<RedisConnection> connecting = redis.connect();
    // The client's own limit covers TCP alone, not the greeting behind it.
    Future<RedisConnection> made = connecting.timeout(timeoutMs, TimeUnit.MILLISECONDS);
    connection = made;
    connecting.onSuccess(open -> open
        .exceptionHandler(failure -> lost(made, failure))
        .endHandler(end -> lost(made, null)));
    made.onFailure(failure -> {
      away(failure);
      failed(made, failure);
    });
    return made;
  }

  /** Who is silent is given up: the client's pool would hand out the same connection again. */
  private void failed(Future<RedisConnection> which, Throwable failure) {
    if (failure instanceof TimeoutException && connection == which) {
      silent = true;
      lost(which, failure);
      redis.close();
      redis = Redis.createClient(vertx, options);
    }
  }

  private void lost(Future<RedisConnection> which, @Nullable Throwable why) {
    if (connection == which) {
      connection = null;
      away(why);
    }
  }

  private void away(@Nullable Throwable why) {
    if (!away) {
      LOG.warn("Redis is away, going on without it: {}",
          why == null ? "the connection was closed" : why.toString().lines().toList().get(0));
    }
    away = true;
  }

  private void back() {
    if (away) {
      LOG.info("Redis is back");
    }
    away = false;
    silent = false;
  }

  Future<Void> close() {
    // Then the end of the connection is no loss.
    connection = null;
    return redis.close();
  }

  /** The bytes of a reply; null for Redis's nil. */
  static byte @Nullable [] bytes(@Nullable Response response) {
    Buffer buffer = response == null ? null : response.toBuffer();
    return buffer == null ? null : buffer.getBytes();
  }
}
