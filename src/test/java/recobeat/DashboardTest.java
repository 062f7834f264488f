package recobeat;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page for operators and {@code /metrics} as they are served, and to whom. */
@Timeout(60)
class DashboardTest {

  private static final Pattern LINK = Pattern.compile("(?:src|href|from)(?:=\"| ')([^\"'#]+)");

  @TempDir
  static Path dir;

  private static Rig rig;
  private static WebClient client;
  private static int port;

  @BeforeAll
  static void start() {
    rig = new Rig(dir, "http.port=0");
    port = Rig.get(rig.engine().listen());
    client = client(rig);
  }

  private static WebClient client(Rig rig) {
    return WebClient.create(rig.vertx, new WebClientOptions()
        .setDefaultHost("localhost").setDefaultPort(port));
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @Test
  void page_everyLink_isServedFromHere() {
    Set<String> linked = new TreeSet<>();
    follow("/", linked);
    assertThat(linked).contains("/", "/dashboard/page.js", "/dashboard/bus.js",
        "/dashboard/tryit.js", "/dashboard/uPlot.js", "/dashboard/icon.svg");
  }

  private static void follow(String path, Set<String> linked) {
    assertThat(path).startsWith("/");
    if (linked.add(path)) {
      HttpResponse<Buffer> answer = get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.getHeader("Content-Security-Policy")).contains("default-src 'self'");
      if (!path.contains("uPlot")) {
        LINK.matcher(answer.bodyAsString()).results().map(link -> link.group(1))
            .forEach(link -> follow(link.replaceFirst("^\\./", "/dashboard/"), linked));
      }
    }
  }

  @Test
  void page_askedAgain_isNotSentAgain() {
    String tag = get("/").getHeader("ETag");
    HttpResponse<Buffer> again =
        Rig.get(client.get("/").putHeader("If-None-Match", tag).send());
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isNull();
    HttpResponse<Buffer> changed =
        Rig.get(client.get("/").putHeader("If-None-Match", "\"0\"").send());
    assertThat(changed.statusCode()).isEqualTo(200);
    HttpResponse<Buffer> head = Rig.get(client.request(HttpMethod.HEAD, "/").send());
    assertThat(head.getHeader("ETag")).isEqualTo(tag);
    assertThat(head.body()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/dashboard/page.js", "/metrics", "/api/v1/stats"})
  void stranger_anyOfIt_isRefused(String path) {
    assertThat(Rig.get(client.get(path).virtualHost("evil.example").send()).statusCode())
        .isEqualTo(421);
    assertThat(Rig.get(client.get(path).putHeader("Origin", "https://evil.example").send())
        .statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dashboard/", "/dashboard/page.html", "/dashboard/..%2fopenapi.json",
    "/metrics/x"})
  void path_ofNothing_isNotFound(String path) {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void options_off_hideThem() {
    try (Rig hidden = new Rig(dir.resolve("hidden"), "http.port=0", "http.dashboard=false",
        "http.metrics=false")) {
      WebClient other = WebClient.create(hidden.vertx, new WebClientOptions()
          .setDefaultHost("localhost").setDefaultPort(Rig.get(hidden.engine().listen())));
      for (String path : new String[] {"/", "/dashboard/page.js", "/metrics"}) {
        assertThat(Rig.get(other.get(path).send()).statusCode()).as(path).isEqualTo(404);
      }
    }
  }

  @Test
  void event_overAPlainWebSocket_hasTheFigures() {
    Promise<JsonObject> event = Promise.promise();
    // Kept, as one that is garbage closes its sockets.
    WebSocketClient client = rig.vertx.createWebSocketClient();
    Future<WebSocket> opened = client
        .connect(port, "localhost", "/eventbus/websocket");
    opened.onSuccess(socket -> socket
        .handler(json -> event.tryComplete(json.toJsonObject()))
        .writeTextMessage("{\"type\":\"register\",\"address\":\"recobeat.v1.event.stats\"}"));
    JsonObject frame = Rig.get(event.future());
    assertThat(frame.getString("address")).isEqualTo("recobeat.v1.event.stats");
    assertThat(frame.getJsonObject("body").fieldNames())
        .contains("figures", "counts", "now", "workflows", "missing", "point");
    assertThat(frame.getJsonObject("body").getJsonObject("now").getString("breaker"))
        .isEqualTo("closed");
    Rig.get(client.close());
  }

  private static HttpResponse<Buffer> get(String path) {
    return Rig.get(client.get(path).send());
  }
}
