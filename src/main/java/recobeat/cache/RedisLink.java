package recobeat.cache;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.CloseFuture;
import io.vertx.core.internal.ContextInternal;
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
import org.slf4j.event.Level;
import recobeat.time.Flood;
import recobeat.time.Time;

/**
 * The one connection to Redis, made again when it is lost: with many requests in flight it is
 * faster than a pool. Nothing waits longer than the time-out: a Redis that does not answer in time
 * is given up with its connection, and until another one answers, requests fail at once. One that
 * says that it is the wrong one is connected to anew. While Redis is still loading its data,
 * requests wait for it: what it does not have yet is no miss. Used on the cache verticle's event
 * loop alone.
 */
final class RedisLink {

  private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);

  /** Pause before a connection that was refused is tried again, doubled each time. */
  private static final long AGAIN_MS = 100;

  /** Where the doubling ends: Redis is not left unused for longer than this. */
  private static final long AGAIN_MS_MAX = 1_000;

  /** Pause before a Redis that is loading is asked again. */
  private static final long LOADING_MS = 20;

  /** Requests in flight; more fail at once. */
  private static final int WAITING_MAX = 100_000;

  private final Flood flood = new Flood(LOG);
  private final Vertx vertx;
  private final ContextInternal root;
  private final Time time;
  private final RedisOptions options;
  private final long timeoutMs;
  private @Nullable Line line;
  private long againAt;
  private long againMs = AGAIN_MS;
  private long openedAt;
  private boolean away;
  private long awayAt;
  private boolean isAwayTold;
  private boolean silent;
  private boolean closed;

  /**
   * A connection and the client that made it, for it alone: of a pool one would be given the
   * connection again that was given up, and what was refused its password is left open there.
   */
  private record Line(Redis client, Future<RedisConnection> open) {}

  RedisLink(Vertx vertx, Time time, String uri, String caFile, long timeoutMs) {
    this.vertx = vertx;
    this.root = (ContextInternal) vertx.getOrCreateContext();
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
    if (closed) {
      return Future.failedFuture("the engine ends");
    }
    Line to = line();
    if (silent && !to.open.isComplete()) {
      return Future.failedFuture("Redis does not answer");
    }
    return opened(to)
        .compose(open -> open.batch(requests).timeout(timeoutMs, TimeUnit.MILLISECONDS)
            .onSuccess(answered -> back())
            .onFailure(failure -> failed(to, failure)))
        .recover(failure -> Trouble.isLoading(failure) && time.millis() < deadline
            ? vertx.timer(LOADING_MS).compose(waited -> batchUntil(requests, deadline))
            : Future.failedFuture(failure));
  }

  /** On the context of who asks: on that of the connection, all would be in one caller's trace. */
  private Future<RedisConnection> opened(Line to) {
    if (to.open.succeeded()) {
      return Future.succeededFuture(to.open.result());
    }
    Promise<RedisConnection> here = ((ContextInternal) vertx.getOrCreateContext()).promise();
    to.open.onComplete(here);
    return here.future();
  }

  private Line line() {
    Line known = line;
    if (known != null && !(known.open.failed() && time.millis() >= againAt)) {
      return known;
    }
    // Of nobody's trace, and with an end of its own: a context holds its clients, closed or not.
    ContextInternal own = root.toBuilder().withCloseFuture(new CloseFuture()).build();
    ContextInternal before = own.beginDispatch();
    try {
      return connect();
    } finally {
      own.endDispatch(before);
    }
  }

  private Line connect() {
    Redis client = Redis.createClient(vertx, options);
    Future<RedisConnection> connecting = client.connect();
    // The client's own limit covers TCP alone, not the greeting behind it.
    Line made = new Line(client, connecting.timeout(timeoutMs, TimeUnit.MILLISECONDS));
    line = made;
    connecting.onSuccess(open -> {
      openedAt = time.millis();
      open.exceptionHandler(failure -> lost(made, failure)).endHandler(end -> lost(made, null));
    });
    made.open.onFailure(failure -> refused(made, failure));
    return made;
  }

  /** The line stays, failed, so that until the pause is over nothing is tried. */
  private void refused(Line which, Throwable failure) {
    silent |= failure instanceof TimeoutException;
    pause();
    away(failure);
    which.client.close();
  }

  private void pause() {
    againAt = time.millis() + againMs;
    againMs = Math.min(2 * againMs, AGAIN_MS_MAX);
  }

  private void failed(Line which, Throwable failure) {
    if (failure instanceof TimeoutException && line == which) {
      silent = true;
      lost(which, failure);
    } else if (Trouble.isElsewhere(failure)) {
      renew(which);
    }
  }

  private void lost(Line which, @Nullable Throwable why) {
    if (line == which) {
      boolean steady = time.millis() - openedAt >= AGAIN_MS_MAX;
      line = steady ? null : new Line(which.client, Future.failedFuture("Redis went away"));
      if (!steady) {
        pause();
      }
      away(why);
      which.client.close();
    }
  }

  /** Turns to whoever goes by the name now; answers come in order, so all others are in by then. */
  private void renew(Line which) {
    if (line == which && time.millis() >= againAt) {
      line = null;
      pause();
      which.open.result().send(Request.cmd(Command.PING))
          .timeout(timeoutMs, TimeUnit.MILLISECONDS)
          .onComplete(last -> which.client.close());
    }
  }

  private void away(@Nullable Throwable why) {
    if (!away) {
      awayAt = time.millis();
      isAwayTold = flood.passes(Level.WARN, awayAt);
      if (isAwayTold) {
        LOG.atWarn()
            .addKeyValue("reason", why == null ? "the connection was closed" : Trouble.line(why))
            .log("Redis is away, going on without it");
      }
    }
    away = true;
  }

  private void back() {
    if (away && isAwayTold) {
      LOG.atInfo().addKeyValue("ms", time.millis() - awayAt).log("Redis is back");
    }
    away = false;
    silent = false;
    if (time.millis() - openedAt >= AGAIN_MS_MAX) {
      againMs = AGAIN_MS;
    }
  }

  /** Ends the pause after a refusal. */
  void hurry() {
    againAt = time.millis();
    againMs = AGAIN_MS;
  }

  Future<Void> close() {
    closed = true;
    Line last = line;
    // Then the end of the connection is no loss.
    line = null;
    return last == null ? Future.succeededFuture() : last.client.close();
  }

  /** The bytes of a reply; null for Redis's nil. */
  static byte @Nullable [] bytes(@Nullable Response response) {
    Buffer buffer = buffer(response);
    return buffer == null ? null : buffer.getBytes();
  }

  /** The same, not copied. */
  static @Nullable Buffer buffer(@Nullable Response response) {
    return response == null ? null : response.toBuffer();
  }
}
