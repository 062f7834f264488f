package recobeat.fetch;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.tracing.TracingPolicy;
import recobeat.message.Call;
import recobeat.model.Endpoint;
import recobeat.time.Time;

/**
 * RecoBeat over HTTP: one call, one reply, never a failed future. It uses the client below the Web
 * Client, as that one gives no hold on a request whose body trickles in: its time-out starts anew
 * with each byte, and a body given up goes on being read.
 */
final class Upstream {

  private static final int CONNECTIONS_MAX = 64;

  private final Vertx vertx;
  private final UpstreamOptions options;
  private final HttpClient client;
  private final Time time;

  Upstream(Vertx vertx, UpstreamOptions options, Time time) {
    this.vertx = vertx;
    this.options = options;
    this.time = time;
    this.client = vertx.createHttpClient(
        new HttpClientOptions()
            .setConnectTimeout((int) options.connectTimeout().toMillis())
            .setDecompressionSupported(true)
            // Its span would carry the ids, and the service our headers: see CallTrace.
            .setTracingPolicy(TracingPolicy.IGNORE),
        // The gate decides how many calls are under way; nothing may queue behind it unseen.
        new PoolOptions().setHttp1MaxSize(CONNECTIONS_MAX));
  }

  Future<Call.Reply> call(Call call) {
    long start = time.millis();
    Promise<Call.Reply> promise = Promise.promise();
    Future<HttpClientRequest> opened = client.request(request(call));
    // The limit is the whole call's, connecting included.
    long timer = vertx.setTimer(options.timeout().toMillis(), id -> giveUp(
        opened, promise, "no answer in " + options.timeout().toMillis() + " ms"));
    promise.future().onComplete(done -> vertx.cancelTimer(timer));
    opened
        .compose(request -> promise.future().isComplete()
            ? request.reset().compose(reset -> promise.future())
            : request.send()
                .compose(response -> answer(call, opened, response, start, promise)))
        .onComplete(answer -> promise.tryComplete(
            answer.succeeded() ? answer.result() : broken(answer.cause())));
    return promise.future();
  }

  private Future<Call.Reply> answer(Call call, Future<HttpClientRequest> request,
      HttpClientResponse response, long start, Promise<Call.Reply> promise) {
    Buffer body = Buffer.buffer();
    response.handler(part -> {
      if (body.length() + part.length() > options.bodyBytesMax()) {
        giveUp(request, promise, "body longer than " + options.bodyBytesMax() + " bytes");
      } else {
        body.appendBuffer(part);
      }
    });
    Answers.Head head = new Answers.Head(response.statusCode(),
        response.getHeader(HttpHeaders.RETRY_AFTER), response.getHeader(HttpHeaders.DATE));
    return response.end().map(end -> Answers.read(
        call, head, body.getBytes(), time.millis() - start, time.epochMillis()));
  }

  private static void giveUp(
      Future<HttpClientRequest> request, Promise<Call.Reply> promise, String why) {
    promise.tryComplete(new Call.Broken(why));
    if (request.succeeded()) {
      request.result().reset();
    }
  }

  private static Call.Reply broken(Throwable failure) {
    return new Call.Broken(failure.toString());
  }

  private RequestOptions request(Call call) {
    return new RequestOptions()
        .setMethod(HttpMethod.GET)
        .setAbsoluteURI(url(call))
        .setConnectTimeout(options.connectTimeout().toMillis())
        .addHeader(HttpHeaders.USER_AGENT, options.userAgent())
        .addHeader(HttpHeaders.ACCEPT, "application/json");
  }

  private String url(Call call) {
    Endpoint endpoint = call.endpoint();
    String path = options.baseUrl().replaceAll("/+$", "") + endpoint.path();
    return switch (endpoint) {
      case FEATURES, TRACKS, ARTISTS, ALBUMS -> path + "?ids=" + String.join(",", call.ids());
      case RECOMMENDATIONS, SEARCH, LISTS -> path + call.ids().get(0);
    };
  }
}
