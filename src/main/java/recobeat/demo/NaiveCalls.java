package recobeat.demo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import recobeat.time.Time;

/** The HTTP calls of the client of before: spaced, tried again, and none made twice in a run. */
final class NaiveCalls {

  private static final int POOL = 50;

  private final Vertx vertx;
  private final String baseUrl;
  private final Scale scale;
  private final Time time;
  private final WebClient http;
  private final Map<Before.Tool, Pace> paces = new EnumMap<>(Before.Tool.class);
  private final Map<String, Future<Answer>> made = new HashMap<>();

  NaiveCalls(Vertx vertx, String baseUrl, Scale scale, Time time) {
    this.vertx = vertx;
    this.baseUrl = baseUrl;
    this.scale = scale;
    this.time = time;
    this.http = WebClient.create(
        vertx,
        new WebClientOptions().setUserAgent("recobeat-demo-before/0.1"),
        new PoolOptions().setHttp1MaxSize(POOL));
    for (Before.Tool tool : Before.Tool.values()) {
      paces.put(tool, new Pace(scale.millis(tool.spacing())));
    }
  }

  /** Calls, or shares the call that was made for the same address before. */
  Future<Answer> get(Before.Tool tool, String path) {
    Future<Answer> before = made.get(path);
    if (before != null) {
      return before;
    }
    Future<Answer> call = spaced(tool).compose(turn -> attempt(tool, path, 1));
    made.put(path, call);
    return call;
  }

  void close() {
    http.close();
  }

  /** A wait that the scale shortens. */
  Future<Void> pause(Duration unscaled) {
    return vertx.timer(scale.millis(unscaled)).mapEmpty();
  }

  private Future<Void> spaced(Before.Tool tool) {
    Pace pace = paces.get(tool);
    long wait = pace == null ? 0 : pace.take(time.millis());
    return wait == 0 ? Future.succeededFuture() : vertx.timer(wait).mapEmpty();
  }

  private Future<Answer> attempt(Before.Tool tool, String path, int number) {
    return http.getAbs(baseUrl + path)
        .putHeader("Accept", "application/json")
        .timeout(scale.millis(tool.timeout()))
        .send()
        .map(NaiveCalls::read)
        .otherwise(lost -> new Read(Retry.NO_ANSWER, null, Answer.FAILED))
        .compose(read -> Retry.pause(read.status, read.retryAfter, number)
            .map(wait -> pause(wait).compose(over -> attempt(tool, path, number + 1)))
            .orElseGet(() -> Future.succeededFuture(read.answer)));
  }

  private record Read(int status, @Nullable String retryAfter, Answer answer) {}

  private static Read read(HttpResponse<Buffer> response) {
    int status = response.statusCode();
    String retryAfter = response.getHeader("Retry-After");
    try {
      return new Read(status, retryAfter, switch (status) {
        case 200 -> Answer.of(response.bodyAsJsonObject());
        case 404 -> Answer.NONE;
        default -> Answer.FAILED;
      });
    } catch (DecodeException | ClassCastException broken) {
      return new Read(Retry.NO_ANSWER, null, Answer.FAILED);
    }
  }
}
