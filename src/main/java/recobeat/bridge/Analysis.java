package recobeat.bridge;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Passes a file to be analysed through to the service, as it comes; nothing of it is kept. */
final class Analysis {

  /** An upload that waits for one is not read, and its sender cannot know why. */
  private static final int CONNECTIONS_MAX = 64;

  private final Vertx vertx;
  private final HttpClient client;
  private final BridgeVerticle.Upstream upstream;
  private final Connections connections;

  Analysis(Vertx vertx, BridgeVerticle.Upstream upstream, Connections connections) {
    this.vertx = vertx;
    this.client = vertx.createHttpClient(
        new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(CONNECTIONS_MAX));
    this.upstream = upstream;
    this.connections = connections;
  }

  /** Answers with what the service answers; fails with {@link ServiceError} if it does not. */
  Future<Void> pass(HttpServerRequest request) {
    if (!isMultipart(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
      return request.response().setStatusCode(415).end();
    }
    Upload upload = new Upload(request, connections);
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null && Long.parseLong(length) > Upload.BYTES_MAX) {
      return upload.refuse().mapEmpty();
    }
    // The limit is the whole upload's, so that a byte now and then does not prolong it.
    long timer = vertx.setTimer(upstream.timeoutMs(), id -> upload.giveUp());
    return upload.pass(client.request(options(request)))
        .onComplete(done -> vertx.cancelTimer(timer))
        .compose(answer -> send(request.response(), answer));
  }

  private static Future<Void> send(HttpServerResponse response, Upload.Answer answer) {
    response.setStatusCode(answer.status());
    copy(answer.type(), HttpHeaders.CONTENT_TYPE, response);
    copy(answer.retryAfter(), HttpHeaders.RETRY_AFTER, response);
    return response.end(answer.body());
  }

  private static void copy(
      @Nullable String value, CharSequence header, HttpServerResponse response) {
    if (value != null) {
      response.putHeader(header, value);
    }
  }

  private RequestOptions options(HttpServerRequest request) {
    RequestOptions options = new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setAbsoluteURI(upstream.baseUrl().replaceAll("/+$", "") + request.path())
        .setConnectTimeout(upstream.timeoutMs())
        .addHeader(HttpHeaders.USER_AGENT, upstream.userAgent())
        .addHeader(HttpHeaders.ACCEPT, "application/json")
        .addHeader(HttpHeaders.CONTENT_TYPE, request.getHeader(HttpHeaders.CONTENT_TYPE));
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null ? options : options.addHeader(HttpHeaders.CONTENT_LENGTH, length);
  }

  private static boolean isMultipart(@Nullable String type) {
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
  }
}
