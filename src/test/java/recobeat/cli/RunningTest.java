package recobeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Promise;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import recobeat.RecoBeat;
import recobeat.RecoBeatOptions;

/** How long a command waits for what it ends. */
@Timeout(60)
class RunningTest {

  private static final Duration SHORT = Duration.ofMillis(1);

  @TempDir
  Path dir;

  /** A limit of its own cut short whatever was configured to take longer. */
  @Test
  void close_engineMayTakeLong_isWaitedFor() throws Exception {
    Running running = new Running(SHORT);
    RecoBeat engine = running.engine(RecoBeatOptions.defaults()
        .with("redis.dir", dir.toString()).with("http.grace", "40s"));
    running.close();
    assertThat(engine.close().isComplete()).isTrue();
  }

  /** Nobody can add labels by asking for something else, or by another method. */
  @Test
  void metrics_ofVertxToo_standBesideTheEnginesInBoundedNumber() throws Exception {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try (Running running = Running.metered(registry)) {
      int port = Running.await(running.engine(RecoBeatOptions.defaults()
          .with("redis.dir", dir.toString()).with("http.port", "0")).listen());
      ask(port, "GET", "/metrics");
      String before = settled(port);
      assertThat(before).contains("recobeat_upstream_calls_total", "vertx_http_server_requests",
          "vertx_eventbus_handlers");
      for (int i = 0; i < 20; i++) {
        ask(port, "MADEUP" + i, "/metrics");
        ask(port, "GET", "/api/v1/audio-features/nothing" + i);
      }
      assertThat(settled(port)).doesNotContain("MADEUP", "nothing7", "recobeat.v1", "127.0.0.1");
      assertThat(lines(settled(port))).isLessThan(lines(before) + 60);
    }
  }

  private static String settled(int port) throws Exception {
    ask(port, "GET", "/nothing");
    return ask(port, "GET", "/metrics");
  }

  private static long lines(String text) {
    return text.lines().filter(line -> line.startsWith("vertx_")).count();
  }

  private static String ask(int port, String method, String path) throws Exception {
    return HttpClient.newHttpClient().send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, BodyPublishers.noBody()).build(),
        BodyHandlers.ofString()).body();
  }

  @Test
  void close_severalMayTakeLong_theirTimesAddUp() {
    Running running = new Running(SHORT);
    boolean[] ended = new boolean[2];
    for (int i = 0; i < ended.length; i++) {
      int each = i;
      running.atEnd(Duration.ofMillis(400), () -> running.vertx().timer(300)
          .onSuccess(late -> ended[each] = true).mapEmpty());
    }
    running.close();
    assertThat(ended).containsOnly(true);
  }

  @Test
  void close_somethingHangs_isLeft() {
    Running running = new Running(SHORT);
    running.atEnd(SHORT, () -> Promise.<Void>promise().future());
    running.close();
  }
}
