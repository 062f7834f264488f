package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static recobeat.Tracks.spotify;
import static recobeat.Tracks.uuid;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import recobeat.message.Accept;
import recobeat.message.IdsRequest;
import recobeat.message.Terms;
import recobeat.model.Outcome;
import recobeat.model.Reason;
import recobeat.model.Source;
import recobeat.model.Status;
import recobeat.time.ManualAge;

/** The bridge over real HTTP: what its headers tell, how long it waits, and whom it refuses. */
@Timeout(60)
class BridgeTest {

  @TempDir
  static Path dir;

  @TempDir
  Path otherDir;

  private static Rig rig;
  private static String base;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() {
    rig = new Rig(dir, "http.port=0", "retry.attemptsMax=1", "breaker.failuresMax=1000",
        "http.idsMax=50");
    base = "http://localhost:" + Rig.get(rig.engine().listen());
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @BeforeEach
  void clear() {
    rig.service.calls.clear();
  }

  /** What a failed test holds must not hold up the others. */
  @AfterEach
  void release() {
    rig.service.release();
  }

  @Test
  void features_coldWarmMixed_headersTellWhatWasKnown() throws Exception {
    HttpResponse<String> cold = get("/v1/audio-features?ids=" + spotify(1) + ',' + spotify(2));
    assertThat(header(cold, "X-Cache")).isEqualTo("MISS");
    assertThat(header(cold, "X-RecoBeat-Calls")).isEqualTo("1");
    HttpResponse<String> warm = get("/v1/audio-features?ids=" + spotify(2) + ',' + spotify(1));
    assertThat(header(warm, "X-Cache")).isEqualTo("HIT");
    assertThat(header(warm, "X-RecoBeat-Calls")).isEqualTo("0");
    assertThat(header(warm, "Age")).isEqualTo("0");
    HttpResponse<String> mixed = get("/v1/audio-features?ids=" + spotify(2) + ',' + spotify(3));
    assertThat(header(mixed, "X-Cache")).isEqualTo("PARTIAL");
    assertThat(mixed.body()).isEqualTo("{\"content\":[" + Tracks.features(2) + ","
        + Tracks.features(3) + "]}");
  }

  @Test
  @DisplayName("hazard 31: missing, stale, guessed, failed and found are told apart in all answers")
  void outcomes_ofAllKinds_areToldApartOnBusInJsonAndOverHttp() throws Exception {
    String found = spotify(91);
    String absent = spotify(95);
    String failed = spotify(93);
    String malformed = "no-id";
    rig.features(found, absent);
    rig.service.next(500, "no");
    List<Outcome> outcomes = rig.features(found, absent, failed, malformed);
    assertThat(outcomes).extracting(Outcome::status, Outcome::source, Outcome::reason)
        .containsExactly(tuple(Status.FOUND, Source.NEAR, null),
            tuple(Status.ABSENT, Source.NEAR, null),
            tuple(Status.FAILED, null, Reason.UNAVAILABLE),
            tuple(Status.FAILED, null, Reason.MALFORMED));
    rig.service.next(500, "no");
    assertThat(ask(new JsonObject().put("ids", List.of(found, absent, failed, malformed))))
        .containsExactly("found near null null", "absent near null null",
            "failed null unavailable null", "failed null malformed null");
    rig.service.next(500, "no");
    List<Outcome> guessed = Rig.get(rig.engine().audioFeatures(new IdsRequest(
        List.of(found, absent, failed, malformed), Terms.DEFAULT.accept(Accept.DEFAULT))))
        .outcomes();
    assertThat(guessed).extracting(Outcome::status, Outcome::source, Outcome::reason)
        .containsExactly(tuple(Status.FOUND, Source.NEAR, null),
            tuple(Status.GUESSED, Source.DEFAULT, null),
            tuple(Status.GUESSED, Source.DEFAULT, Reason.UNAVAILABLE),
            tuple(Status.FAILED, null, Reason.MALFORMED));
    rig.service.next(500, "no");
    assertThat(ask(new JsonObject().put("ids", List.of(found, absent, failed, malformed))
        .put("accept", "default")))
        .containsExactly("found near null null", "guessed default null all tracks",
            "guessed default unavailable all tracks", "failed null malformed null");
    // The service's own format knows rows only: what failed must not look absent.
    assertThat(get("/v1/audio-features?ids=" + found + ',' + absent).body())
        .isEqualTo("{\"content\":[" + Tracks.features(91) + "]}");
    rig.service.next(500, "no");
    assertThat(get("/v1/audio-features?ids=" + found + ',' + failed).statusCode()).isEqualTo(503);
    ManualAge age = new ManualAge();
    try (Rig aged = new Rig(age, otherDir)) {
      aged.features(found);
      age.advance(Duration.ofDays(120));
      assertThat(aged.features(found).get(0).source()).isEqualTo(Source.STALE);
    }
  }

  private List<String> ask(JsonObject body) throws Exception {
    return new JsonObject(http.send(request("/api/v1/audio-features")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body.encode())).build(), BodyHandlers.ofString()).body())
        .getJsonArray("outcomes").stream().map(JsonObject.class::cast)
        .map(each -> each.getString("status") + ' ' + each.getString("source") + ' '
            + each.getString("reason") + ' ' + each.getString("basis"))
        .toList();
  }

  @Test
  void failed_withoutPreference_is503AndNeverShortened() throws Exception {
    get("/v1/track?ids=" + spotify(11));
    rig.service.next(500, "no");
    HttpResponse<String> broken = get("/v1/track?ids=" + spotify(11) + ',' + spotify(12));
    assertThat(broken.statusCode()).isEqualTo(503);
    assertThat(header(broken, "Retry-After")).isEqualTo("5");
    assertThat(new JsonObject(broken.body()).getString("path")).isEqualTo("uri=/v1/track");
  }

  @Test
  void prefer_waitIsOver_answersWhatIsThereAndNamesTheRest() throws Exception {
    get("/v1/track?ids=" + spotify(21));
    rig.service.hold();
    HttpResponse<String> partial = http.send(request("/v1/track?ids=" + spotify(21) + ','
        + spotify(22)).header("Prefer", "respond-async, wait=0").build(), BodyHandlers.ofString());
    assertThat(partial.statusCode()).isEqualTo(200);
    assertThat(partial.body()).isEqualTo("{\"content\":[" + Tracks.details(21) + "]}");
    assertThat(header(partial, "Preference-Applied")).isEqualTo("wait=0");
    assertThat(header(partial, "X-RecoBeat-Unsettled")).isEqualTo(spotify(22));
    rig.service.release();
    assertThat(get("/v1/track?ids=" + spotify(22)).body()).contains("Track 22");
    assertThat(rig.service.idsAsked()).containsExactly(spotify(21), spotify(22));
  }

  /** Features are absent: whether the track is there is asked next, and had a whole wait anew. */
  @Test
  void trackFeatures_twoCallsNeeded_waitIsThatOfOne(@TempDir Path other) throws Exception {
    try (Rig slow = new Rig(other, "http.port=0", "ask.waitDefault=1500ms")) {
      int port = Rig.get(slow.engine().listen());
      slow.service.next(request -> slow.vertx.setTimer(1_000, id ->
          request.response().end(ScriptedService.body(request))));
      slow.service.hold();
      long begun = System.nanoTime();
      HttpResponse<String> answer = http.send(HttpRequest.newBuilder(URI.create(
          "http://localhost:" + port + "/v1/track/" + uuid(15) + "/audio-features")).build(),
          BodyHandlers.ofString());
      assertThat((System.nanoTime() - begun) / 1_000_000).isBetween(1_400L, 2_300L);
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(slow.service.calls).hasSize(2);
      slow.service.release();
    }
  }

  @Test
  void caller_sendsSecrets_neitherForwardedNorKept() throws Exception {
    String[] seen = new String[1];
    rig.service.next(request -> {
      seen[0] = request.headers().toString();
      request.response().end(ScriptedService.content(List.of(Tracks.details(31))));
    });
    HttpResponse<String> first = http.send(request("/v1/track?ids=" + spotify(31))
        .header("Authorization", "Bearer s3cret").header("Cookie", "c=s3cret").build(),
        BodyHandlers.ofString());
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(seen[0]).doesNotContain("s3cret").contains("recobeat-engine");
    assertThat(header(get("/v1/track?ids=" + spotify(31)), "X-Cache")).isEqualTo("HIT");
  }

  @Test
  void workflow_header_isAccounted() throws Exception {
    http.send(request("/v1/track?ids=" + spotify(41)).header("X-Workflow-Id", "w1").build(),
        BodyHandlers.ofString());
    JsonObject report = new JsonObject(get("/api/v1/workflows/w1").body());
    assertThat(report.getInteger("asked")).isOne();
    assertThat(report.getDouble("calls")).isOne();
  }

  @Test
  void head_and_options_ofDropIn() throws Exception {
    HttpResponse<String> head = http.send(request("/v1/track?ids=" + spotify(1))
        .method("HEAD", BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(header(head, "Content-Length")).isNotEqualTo("0");
    assertThat(head.body()).isEmpty();
    HttpResponse<String> preflight = http.send(request("/v1/track")
        .method("OPTIONS", BodyPublishers.noBody()).header("Origin", "https://app.example")
        .header("Access-Control-Request-Method", "GET")
        .header("Access-Control-Request-Headers", "x-mine").build(), BodyHandlers.ofString());
    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(header(preflight, "Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(header(preflight, "Access-Control-Allow-Headers")).isEqualTo("x-mine");
  }

  @Test
  void native_outcomes_inTheOrderAskedWithEveryByte() throws Exception {
    String body = post("/api/v1/audio-features", "{\"ids\":[\"" + spotify(51) + "\",{\"id\":\""
        + uuid(51) + "\",\"hints\":{\"genres\":[]}},\"x\",\"" + spotify(50)
        + "\"],\"accept\":\"fresh\"}").body();
    assertThat(body).contains("\"value\":" + Tracks.features(51));
    JsonArray outcomes = new JsonObject(body).getJsonArray("outcomes");
    assertThat(outcomes.stream().map(each -> ((JsonObject) each).getString("status")))
        .containsExactly("found", "found", "failed", "absent");
  }

  @Test
  void native_stream_isALineForEachId() throws Exception {
    HttpResponse<String> lines = http.send(request("/api/v1/tracks")
        .header("Accept", "application/x-ndjson").header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString("{\"ids\":[\"" + spotify(61) + "\",\"x\",\"" + spotify(62)
            + "\"]}")).build(), BodyHandlers.ofString());
    assertThat(lines.body().lines().map(line -> new JsonObject(line).getString("id")))
        .containsExactlyInAnyOrder(spotify(61), "x", spotify(62));
    assertThat(header(lines, "Content-Type")).isEqualTo("application/x-ndjson");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
    "tracks | {} | 400 | ids must name at least one id",
    "tracks | [] | 400 | body must be a JSON object",
    "tracks | { | 400 | body must be a JSON object",
    "tracks | {'ids':[7]} | 400 | ids[0] must be a string, or an object with an id, not 7",
    "tracks | MANY | 400 | ids must be at most 50, not 51",
    "recommendations | {'seeds':['x']} | 400 | seeds must be Spotify or RecoBeat",
    "nothing | {} | 404 | Not Found",
  })
  void native_wrong_isAProblemThatNamesTheField(
      String noun, String body, int status, String detail) throws Exception {
    String json = body.equals("MANY")
        ? new JsonObject().put("ids", new JsonArray(Tracks.spotify(1, 52))).encode()
        : body.replace('\'', '"');
    HttpResponse<String> answer = post("/api/v1/" + noun, json);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains(detail);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
  }

  @Test
  void stranger_hostOriginOrType_isRefused() throws Exception {
    assertThat(http.send(request("/api/v1/workflows/x").header("Origin", "https://evil.example")
        .build(), BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    assertThat(http.send(request("/api/v1/tracks").header("Content-Type", "text/plain")
        .POST(BodyPublishers.ofString("{}")).build(), BodyHandlers.ofString()).statusCode())
        .isEqualTo(415);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(request(path).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return http.send(request(path).header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path));
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
