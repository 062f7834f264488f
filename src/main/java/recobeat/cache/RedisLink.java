package recobeat.cache;

import io.vertx.core.Future;
import io.vertx.core.Promise;
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
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import recobeat.time.Time;

/**
 * The one connection to Redis, made again when it is lost: with many requests in flight it is
 * faster than a pool. While Redis is still loading its data, requests wait for it: what it does not
 * have yet is no miss. Used on the cache verticle's event loop alone.
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
  private final Redis redis;
  private @Nullable Future<RedisConnection> connection;
  private long connectedAt = Long.MIN_VALUE;

  RedisLink(Vertx vertx, Time time, String uri, String caFile, Duration timeout) {
    this.vertx = vertx;
    this.time = time;
    NetClientOptions net =
        new NetClientOptions().setTcpNoDelay(true).setConnectTimeout((int) timeout.toMillis());
    if (uri.startsWith("rediss:")) {
      net.setHostnameVerificationAlgorithm("HTTPS");
      if (!caFile.isEmpty()) {
        net.setTrustOptions(new PemTrustOptions().addCertPath(caFile));
      }
    }
    this.redis = Redis.createClient(vertx, new RedisOptions()
        .setConnectionString(uri)
        .setNetClientOptions(net)
        .setMaxWaitingHandlers(WAITING_MAX));
  }

  /**
   * Sends requests together, in one round trip.
   *
   * @param waitMs how long to wait for a Redis that is loading
   */
  Future<List<Response>> batch(List<Request> requests, long waitMs) {
    return batchUntil(requests, time.millis() + waitMs);
  }

  /** Waits for Redis to be there and loaded, but no longer; without it the engine works too. */
  Future<Void> ready(long waitMs) {
    long deadline = time.millis() + waitMs;
    return batchUntil(List.of(Request.cmd(Command.GET).arg("rb:ready")), deadline)
        .transform(done -> Future.succeededFuture());
  }

  private Future<List<Response>> batchUntil(List<Request> requests, long deadline) {
    return connected()
        .compose(open -> open.batch(requests))
        .recover(failure -> isLoading(failure) && time.millis() < deadline
            ? later(LOADING_MS).compose(waited -> batchUntil(requests, deadline))
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
    Future<RedisConnection> made = redis.connect();
    connection = made;
    made.onSuccess(open -> open
            .exceptionHandler(failure -> lost(made, failure.toString()))
            .endHandler(end -> lost(made, "closed")))
        .onFailure(failure -> LOG.warn("Redis cannot be reached: {}", failure.toString()));
    return made;
  }

  private void lost(Future<RedisConnection> which, String why) {
    if (connection == which) {
      LOG.warn("connection to Redis lost: {}", why);
      connection = null;
    }
  }

  private Future<Void> later(long ms) {
    Promise<Void> promise = Promise.promise();
    vertx.setTimer(ms, id -> promise.complete());
    return promise.future();
  }

  Future<Void> close() {
    connection = null;
    return redis.close();
  }

  /** The bytes of a reply; null for Redis's nil. */
  static byte @Nullable [] bytes(@Nullable Response response) {
    Buffer buffer = response == null ? null : response.toBuffer();
    return buffer == null ? null : buffer.getBytes();
  }
}
