package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static recobeat.Tracks.spotify;

import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import recobeat.ask.AskOptions;
import recobeat.ask.Asking;
import recobeat.bridge.AdminOptions;
import recobeat.bridge.BridgeVerticle;
import recobeat.bridge.Inside;
import recobeat.bridge.Load;
import recobeat.embedded.EmbeddedRedis;
import recobeat.message.Addresses;
import recobeat.metrics.Counters;
import recobeat.model.Lifetimes;
import recobeat.model.Source;
import recobeat.near.Absences;
import recobeat.near.Hits;
import recobeat.near.Near;
import recobeat.time.Time;

/** Health over real HTTP, while what the engine needs fails in turn. */
@Timeout(60)
class HealthTest {

  @TempDir
  Path dir;

  private final HttpClient http = HttpClient.newHttpClient();
  private EmbeddedRedis redis;
  private Rig rig;
  private String base;

  @BeforeEach
  void start() throws Exception {
    redis = EmbeddedRedis.start(dir, 64 << 20);
    rig = new Rig(dir, "redis.uri=" + redis.uri(), "redis.timeout=500ms", "http.port=0",
        "retry.attemptsMax=1", "breaker.failuresMax=2", "breaker.resetAfter=60s");
    base = "http://localhost:" + Rig.get(rig.engine().listen());
  }

  @AfterEach
  void stop() {
    rig.close();
    redis.close();
  }

  @Test
  void ready_allIsWell_saysSo() throws Exception {
    HttpResponse<String> live = get("/health/live");
    assertThat(live.statusCode()).isEqualTo(200);
    assertThat(live.body()).isEqualTo("{\"status\":\"UP\"}");
    HttpResponse<String> ready = get("/health/ready");
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(ready.body()).isEqualTo("{\"status\":\"UP\",\"checks\":["
        + "{\"id\":\"redis\",\"status\":\"UP\"},{\"id\":\"breaker\",\"status\":\"UP\"},"
        + "{\"id\":\"upstream\",\"status\":\"UP\"}]}");
    assertThat(ready.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(rig.service.calls).as("calls spent on health").isEmpty();
  }

  @Test
  void ready_redisKilled_staysUpAndSaysWhatIsDown() throws Exception {
    rig.features(spotify(1));
    redis.close();
    await().untilAsserted(() -> assertThat(checks(200)).isEqualTo(told("DOWN", "UP", "UP")));
    assertThat(rig.features(spotify(1)).get(0).source()).isEqualTo(Source.NEAR);
  }

  @Test
  void ready_redisHangs_isAnsweredInItsTime() throws Exception {
    Redis client = Redis.createClient(rig.vertx, redis.uri());
    Rig.get(client.send(Request.cmd(Command.CLIENT).arg("PAUSE").arg(3_000)));
    long start = System.nanoTime();
    assertThat(checks(200)).isEqualTo(told("DOWN", "UP", "UP"));
    assertThat(checks(200)).isEqualTo(told("DOWN", "UP", "UP"));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(2_000));
    await().untilAsserted(() -> assertThat(checks(200)).isEqualTo(told("UP", "UP", "UP")));
    Rig.get(client.close());
  }

  @Test
  void ready_upstreamRefuses_staysUpAndSaysWhatIsDown() throws Exception {
    rig.features(spotify(1));
    rig.service.close();
    rig.features(spotify(2));
    assertThat(checks(200)).as("after one call").isEqualTo(told("UP", "UP", "DOWN"));
    rig.features(spotify(3));
    assertThat(checks(200)).as("after two").isEqualTo(told("UP", "DOWN", "DOWN"));
    redis.close();
    await().untilAsserted(() -> assertThat(checks(200)).isEqualTo(told("DOWN", "DOWN", "DOWN")));
    assertThat(rig.features(spotify(1)).get(0).source()).isEqualTo(Source.NEAR);
  }

  @Test
  void ready_upstreamAnswersAgain_isUpAgain() throws Exception {
    rig.service.next(500, "no");
    rig.features(spotify(2));
    assertThat(checks(200)).isEqualTo(told("UP", "UP", "DOWN"));
    rig.features(spotify(3));
    assertThat(checks(200)).isEqualTo(told("UP", "UP", "UP"));
  }

  @Test
  void ready_nobodyBehindTheBridge_isDownAndLives() throws Exception {
    Addresses nobody = new Addresses("nobody");
    Lifetimes lifetimes = new Lifetimes(rig.options.life());
    Near near = new Near(rig.options.near(), lifetimes);
    Inside inside = new Inside(AdminOptions.defaults(), near, lifetimes, new Counters(),
        () -> "closed", 500, null);
    BridgeVerticle alone = new BridgeVerticle(nobody, new Asking(rig.vertx, nobody, near,
        new Hits(), new Absences(true), new Counters(), Time.system(), AskOptions.defaults()),
        rig.options.http(),
        new BridgeVerticle.Upstream(rig.service.baseUrl(), "test", 500), new Load(), inside,
        Time.system());
    Rig.get(rig.vertx.deployVerticle(alone));
    base = "http://localhost:" + alone.port();
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(checks(503)).isEqualTo(told("DOWN", "UP", "DOWN"));
  }

  private static Map<String, String> told(String redis, String breaker, String upstream) {
    return Map.of("redis", redis, "breaker", breaker, "upstream", upstream);
  }

  private Map<String, String> checks(int status) throws Exception {
    HttpResponse<String> ready = get("/health/ready");
    assertThat(ready.statusCode()).isEqualTo(status);
    JsonObject body = new JsonObject(ready.body());
    assertThat(body.getString("status")).isEqualTo(status == 200 ? "UP" : "DOWN");
    Map<String, String> checks = new LinkedHashMap<>();
    body.getJsonArray("checks").stream().map(JsonObject.class::cast).forEach(check ->
        checks.put(check.getString("id"), check.getString("status")));
    return checks;
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(HttpRequest.newBuilder(URI.create(base + path)).build(),
        BodyHandlers.ofString());
  }
}
