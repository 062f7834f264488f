package recobeat.bridge;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Passes a file to be analysed through to the service, as it comes; nothing of it is kept. */
final class Analysis {

  /** 5 MiB of file, as the service takes, and what the multipart form puts around it. */
  private static final long BYTES_MAX = (5L << 20) + (64 << 10);

  private final HttpClient client;
  private final BridgeVerticle.Upstream upstream;

  Analysis(Vertx vertx, BridgeVerticle.Upstream upstream) {
    this.client = vertx.createHttpClient();
    this.upstream = upstream;
  }

  /** Answers with what the service answers; fails with {@link ServiceError} if it does not. */
  Future<Void> pass(HttpServerRequest request) {
    if (!isMultipart(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
      return request.response().setStatusCode(415).end();
    }
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null && Long.parseLong(length) > BYTES_MAX) {
      return Future.failedFuture(tooLong());
    }
    request.pause();
    return client.request(options(request))
        .compose(outbound -> send(request, outbound))
        .recover(failure -> Future.failedFuture(failure instanceof ServiceError
            ? failure
            : ServiceError.unavailable("The service does not answer")));
  }

  private Future<Void> send(HttpServerRequest request, HttpClientRequest outbound) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length == null) {
      outbound.setChunked(true);
    }
    return pumped(request, outbound)
        .onFailure(broken -> outbound.reset())
        .compose(sent -> outbound.response())
        .compose(response -> {
          HttpServerResponse answer = request.response().setStatusCode(response.statusCode());
          copy(response.getHeader(HttpHeaders.CONTENT_TYPE), HttpHeaders.CONTENT_TYPE, answer);
          copy(response.getHeader(HttpHeaders.RETRY_AFTER), HttpHeaders.RETRY_AFTER, answer);
          return response.body().compose(answer::end);
        });
  }

  /** Reads no faster than the service takes, and no more than it would. */
  private static Future<Void> pumped(HttpServerRequest from, HttpClientRequest to) {
    Promise<Void> done = Promise.promise();
    long[] bytes = {0};
    to.exceptionHandler(done::tryFail);
    to.drainHandler(room -> from.resume());
    from.exceptionHandler(done::tryFail);
    from.handler(part -> {
      bytes[0] += part.length();
      if (bytes[0] > BYTES_MAX) {
        done.tryFail(tooLong());
      } else if (!done.future().isComplete()) {
        to.write(part);
        if (to.writeQueueFull()) {
          from.pause();
        }
      }
    });
    from.endHandler(end -> {
      if (!done.future().isComplete()) {
        to.end().onComplete(done::tryComplete, done::tryFail);
      }
    });
    from.resume();
    return done.future();
  }

  private static void copy(
      @Nullable String value, CharSequence header, HttpServerResponse answer) {
    if (value != null) {
      answer.putHeader(header, value);
    }
  }

  private RequestOptions options(HttpServerRequest request) {
    RequestOptions options = new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setAbsoluteURI(upstream.baseUrl().replaceAll("/+$", "") + request.path())
        .setTimeout(upstream.timeoutMs())
        .addHeader(HttpHeaders.USER_AGENT, upstream.userAgent())
        .addHeader(HttpHeaders.ACCEPT, "application/json")
        .addHeader(HttpHeaders.CONTENT_TYPE, request.getHeader(HttpHeaders.CONTENT_TYPE));
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null ? options : options.addHeader(HttpHeaders.CONTENT_LENGTH, length);
  }

  private static boolean isMultipart(@Nullable String type) {
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
  }

  private static ServiceError tooLong() {
    return ServiceError.malformed("Maximum upload size exceeded");
  }
}
