package recobeat.fetch;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import recobeat.message.Call;
import recobeat.model.Endpoint;
import recobeat.time.Time;

/** RecoBeat over HTTP: one call, one reply, never a failed future. */
final class Upstream {

  private final UpstreamOptions options;
  private final WebClient client;
  private final Time time;

  Upstream(Vertx vertx, UpstreamOptions options, Time time) {
    this.options = options;
    this.time = time;
    this.client = WebClient.create(vertx, new WebClientOptions()
        .setUserAgent(options.userAgent())
        .setConnectTimeout((int) options.connectTimeout().toMillis())
        .setKeepAlive(true)
        .setDecompressionSupported(true));
  }

  Future<Call.Reply> call(Call call) {
    long start = time.millis();
    Body body = new Body(time, start + options.timeout().toMillis(), options.bodyBytesMax());
    HttpRequest<Buffer> request = client.requestAbs(HttpMethod.GET, url(call))
        .putHeader(HttpHeaders.ACCEPT.toString(), "application/json")
        .timeout(options.timeout().toMillis());
    return request.as(body).send()
        .map(response -> Answers.read(
            call, head(response), body.bytes(), time.millis() - start, time.epochMillis()))
        .otherwise(failure -> new Call.Broken(failure.toString()));
  }

  private String url(Call call) {
    Endpoint endpoint = call.endpoint();
    String path = options.baseUrl().replaceAll("/+$", "") + endpoint.path();
    return switch (endpoint) {
      case FEATURES, TRACKS, ARTISTS, ALBUMS -> path + "?ids=" + String.join(",", call.ids());
      case RECOMMENDATIONS, SEARCH, LISTS -> path + call.ids().get(0);
    };
  }

  private static Answers.Head head(HttpResponse<?> response) {
    return new Answers.Head(
        response.statusCode(), response.getHeader("Retry-After"), response.getHeader("Date"));
  }
}
