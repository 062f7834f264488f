package recobeat.bridge;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpClientConnectionInternal;
import org.jspecify.annotations.Nullable;

/**
 * One file on its way to the service. It is read no faster than the service takes it. Its answer
 * may come before all of it is sent; what is left of it then is read and dropped, as a client that
 * is still sending would see its connection break instead of the answer, and another could not use
 * the connection again. How long that may take, {@link Connections} decides.
 */
final class Upload {

  /** 5 MiB of file, as the service takes, and what the multipart form puts around it. */
  static final long BYTES_MAX = (5L << 20) + (64 << 10);

  /** Who sends more than this after the answer does not look at answers. */
  private static final long DROPPED_MAX = 16L << 20;

  /** The service's are of a few hundred bytes. */
  private static final int ANSWER_BYTES_MAX = 1 << 20;

  private final HttpServerRequest from;
  private final Connections connections;
  private final Promise<Answer> promise = Promise.promise();
  private long bytes;
  private boolean held;
  private boolean sent;

  /** What the service says. */
  record Answer(int status, @Nullable String type, @Nullable String retryAfter, Buffer body) {}

  Upload(HttpServerRequest from, Connections connections) {
    this.from = from;
    this.connections = connections;
    promise.future().onComplete(done -> drop());
  }

  /** Fails with {@link ServiceError}. */
  Future<Answer> pass(Future<HttpClientRequest> opening) {
    hold();
    // Only the second is told when all of the file is here, or when the sweep resets a stream.
    from.exceptionHandler(gone -> fail("The sender has gone"));
    from.response().closeHandler(gone -> fail("The sender has gone"));
    opening.onComplete(this::opened, this::broken);
    return promise.future();
  }

  /** It is too long. */
  Future<Answer> refuse() {
    promise.tryFail(ServiceError.malformed("Maximum upload size exceeded"));
    return promise.future();
  }

  /** The time is over. */
  void giveUp() {
    fail(held || from.isEnded() ? "The service does not answer" : "The upload takes too long");
  }

  private void opened(HttpClientRequest to) {
    if (isDone()) {
      to.reset();
      return;
    }
    promise.future().onComplete(done -> {
      // A connection on which part of a body is still due is of no use to others.
      if (done.failed() || !sent) {
        cut(to.connection());
      }
    });
    to.setChunked(!to.headers().contains(HttpHeaders.CONTENT_LENGTH));
    to.exceptionHandler(this::broken);
    to.response().onComplete(this::answered, this::broken);
    to.drainHandler(room -> read());
    from.handler(part -> passOn(part, to));
    from.endHandler(end -> to.end().onComplete(all -> sent = true, this::broken));
    read();
  }

  /** At once: a close in order would wait until a service has read that reads no more. */
  private static void cut(HttpConnection connection) {
    ((HttpClientConnectionInternal) connection).channelHandlerContext().close();
  }

  private void passOn(Buffer part, HttpClientRequest to) {
    bytes += part.length();
    if (bytes > BYTES_MAX) {
      refuse();
      return;
    }
    to.write(part);
    if (to.writeQueueFull()) {
      hold();
    } else {
      connections.receiving(from);
    }
  }

  private void hold() {
    held = true;
    from.pause();
    connections.held(from);
  }

  private void read() {
    if (!isDone()) {
      held = false;
      connections.receiving(from);
      from.resume();
    }
  }

  private void answered(HttpClientResponse response) {
    Buffer body = Buffer.buffer();
    response.handler(part -> {
      if (body.length() + part.length() > ANSWER_BYTES_MAX) {
        fail("The service's answer is too long");
      } else {
        body.appendBuffer(part);
      }
    });
    response.end().onComplete(
        end -> promise.tryComplete(new Answer(response.statusCode(),
            response.getHeader(HttpHeaders.CONTENT_TYPE),
            response.getHeader(HttpHeaders.RETRY_AFTER), body)),
        this::broken);
  }

  private void broken(Throwable failure) {
    fail("The service does not answer");
  }

  private void fail(String why) {
    promise.tryFail(ServiceError.unavailable(why));
  }

  private boolean isDone() {
    return promise.future().isComplete();
  }

  private void drop() {
    if (from.isEnded()) {
      return;
    }
    bytes = 0;
    from.handler(this::dropped);
    from.endHandler(null);
    from.exceptionHandler(null);
    connections.receiving(from);
    from.resume();
  }

  private void dropped(Buffer part) {
    bytes += part.length();
    if (bytes <= DROPPED_MAX) {
      return;
    }
    connections.held(from);
    if (from.version() == HttpVersion.HTTP_2) {
      from.response().reset();
    } else {
      from.connection().close();
    }
  }
}
