package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static recobeat.Tracks.spotify;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import recobeat.message.Reply;
import recobeat.model.Source;

/** Who may administer, what is refused, and what changes at run time. */
@Timeout(60)
class AdminTest extends AdminHttp {

  @BeforeEach
  void start() {
    run("admin.token=" + TOKEN);
  }

  @Test
  void admin_noTokenConfigured_isNotThere() throws Exception {
    rig.close();
    run();
    for (String path : List.of("/admin", "/admin/stats", "/admin/ids/" + spotify(1))) {
      HttpResponse<String> answer = send("GET", path, "", "Bearer ");
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(answer.body()).isEqualTo(send("GET", "/nowhere", "", "").body());
    }
    assertThat(send("POST", "/admin/flush", "{\"tier\":\"both\"}", "Bearer ").statusCode())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer wrong", "Bearer s3cret-s3cre",
      "Bearer s3cret-s3cret2", "Digest s3cret-s3cret", "s3cret-s3cret", "bearer S3CRET-S3CRET"})
  void authorization_wrong_isRefusedEverywhere(String authorization) throws Exception {
    rig.features(spotify(1));
    for (String route : List.of("GET /admin/stats", "GET /admin/lifetimes", "GET /admin/rate",
        "GET /admin/ids/" + spotify(1), "POST /admin/flush", "PATCH /admin/lifetimes",
        "PUT /admin/rate", "GET /admin/nowhere", "GET /admin")) {
      String[] parts = route.split(" ");
      HttpResponse<String> answer = send(parts[0], parts[1],
          "{\"tier\":\"both\",\"ratePerSecond\":1,\"jitter\":0}", authorization);
      assertThat(answer.statusCode()).as(route).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      assertThat(answer.body()).doesNotContainIgnoringCase("s3cret");
    }
    assertThat(rig.features(spotify(1)).get(0).source()).isEqualTo(Source.NEAR);
  }

  @Test
  void token_options_areNotToldByThem() {
    assertThat(rig.options.toString()).contains("AdminOptions").doesNotContain(TOKEN);
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "POST | /admin/flush | [] | JSON object", "POST | /admin/flush | {x | JSON object",
      "POST | /admin/flush | {} | tier is missing",
      "POST | /admin/flush | {'tier':'far'} | one of near, redis, both",
      "POST | /admin/flush | {'tier':'both','kind':'track'} | one of audio-features, tracks",
      "POST | /admin/flush | {'tier':'both','id':'x'} | id must be a Spotify id",
      "POST | /admin/flush | {'tier':'both','id':5} | id must be a string",
      "POST | /admin/flush | {'tier':'both','ids':['x']} | unknown field ids",
      "POST | /admin/flush | {'tier':'both','dryRun':'yes'} | dryRun must be true or false",
      "POST | /admin/flush | {'tier':'both','kind':'lists','id':'USABC0000001'} | not kept by id",
      "PUT | /admin/rate | {} | ratePerSecond is missing",
      "PUT | /admin/rate | {'ratePerSecond':'2'} | ratePerSecond must be a number",
      "PUT | /admin/rate | {'ratePerSecond':0} | ratePerSecond must be from",
      "PUT | /admin/rate | {'ratePerSecond':1e999} | ratePerSecond must be from",
      "PATCH | /admin/lifetimes | {'jitter':0.2,'a.b':1,'c':1} | unknown: a.b, c",
      "PATCH | /admin/lifetimes | {'jitter':0.2,'tracks.found':'soon'} | tracks.found",
      "PATCH | /admin/lifetimes | {'jitter':0.7} | jitter must be from 0 to 0.5",
      "PATCH | /admin/lifetimes | {'jitter':0.2,'tracks.absent':'99d'} | tracks.absent",
      "PATCH | /admin/lifetimes | {'jitter':0.2,'tracks.found':'9999999999d'} | 36500d",
      "PATCH | /admin/lifetimes | {'jitter':0.2,'tracks':{'found':'1d'}} | tracks",
      "PATCH | /admin/lifetimes | {'jitter':null} | jitter must be a string or a number",
      "GET | /admin/ids/x | | id must be a Spotify id"})
  void request_wrong_isRefusedAndNothingChanged(
      String method, String path, String body, String detail) throws Exception {
    rig.features(spotify(1));
    String lifetimes = get("/admin/lifetimes").encode();
    String json = body == null ? "" : body.replace('\'', '"');
    HttpResponse<String> answer = send(method, path, json, "Bearer " + TOKEN);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new JsonObject(answer.body()).getString("detail")).contains(detail);
    assertThat(get("/admin/lifetimes").encode()).isEqualTo(lifetimes);
    assertThat(get("/admin/rate").getDouble("ratePerSecond")).isEqualTo(1000);
    assertThat(rig.features(spotify(1)).get(0).source()).isEqualTo(Source.NEAR);
  }

  @Test
  void lifetimes_changed_applyToWhatIsStored() throws Exception {
    rig.features(spotify(1), spotify(10));
    time.advance(Duration.ofDays(20));
    JsonObject changed = json(send("PATCH", "/admin/lifetimes",
        "{\"features.found\":\"30d\",\"features.absent\":\"25d\",\"features.absentMax\":\"25d\","
            + "\"jitter\":0.0}", "Bearer " + TOKEN));
    assertThat(changed).isEqualTo(get("/admin/lifetimes"));
    assertThat(changed.getString("features.found")).isEqualTo("30d");
    assertThat(changed.getString("tracks.found")).isEqualTo("30d");
    assertThat(changed.getDouble("jitter")).isZero();
    assertThat(Rig.sources(Rig.get(rig.askFresh(List.of(spotify(1), spotify(10)))).outcomes()))
        .containsOnly(Source.NEAR);
    send("PATCH", "/admin/lifetimes", "{\"features.found\":\"20d\"}", "Bearer " + TOKEN);
    assertThat(Rig.sources(Rig.get(rig.askFresh(List.of(spotify(1), spotify(10)))).outcomes()))
        .containsExactly(Source.RECOBEAT, Source.NEAR);
  }

  @Test
  void rate_changed_isEffectiveForWhatWaits() throws Exception {
    rig.close();
    run("admin.token=" + TOKEN, "gate.ratePerSecond=0.01", "gate.burst=1", "batch.window=0ms");
    rig.features(spotify(1));
    Future<Reply> waits = rig.ask(List.of(spotify(2)));
    await().until(() -> get("/admin/stats").getJsonObject("dispatch").getInteger("flights") == 1);
    assertThat(waits.isComplete()).as("the next call is due in 100 s").isFalse();
    assertThat(get("/admin/rate").getDouble("ratePerSecond")).isEqualTo(0.01);
    JsonObject changed = json(send("PUT", "/admin/rate", "{\"ratePerSecond\":20}",
        "Bearer " + TOKEN));
    assertThat(changed.getDouble("ratePerSecond")).isEqualTo(20);
    assertThat(Rig.sources(Rig.get(waits).outcomes())).containsExactly(Source.RECOBEAT);
    assertThat(get("/admin/rate").getDouble("ratePerSecond")).as("grows from there")
        .isBetween(20.0, 21.0);
  }

  @Test
  void stats_engineAtWork_areWhatItDoes() throws Exception {
    rig.features(spotify(1));
    rig.service.hold();
    Future<Reply> waits = rig.ask(List.of(spotify(2), spotify(3)));
    await().until(() -> rig.service.calls.size() == 2);
    // The entries, the limit, and what was learned of genres.
    await().until(() -> get("/admin/stats").getJsonObject("redis").getInteger("keys") == 3 + 2);
    JsonObject stats = get("/admin/stats");
    assertThat(stats.getJsonObject("near").getInteger("entries")).isEqualTo(3);
    assertThat(stats.getJsonObject("near").getInteger("bytes")).isGreaterThan(600);
    assertThat(stats.getJsonObject("redis").getInteger("memoryBytes")).isPositive();
    assertThat(stats.getJsonObject("redis").getInteger("memoryBytesMax")).isEqualTo(64 << 20);
    assertThat(stats.getJsonObject("http").getInteger("connections")).isPositive();
    assertThat(stats.getJsonObject("http").getInteger("requests")).isOne();
    assertThat(stats.getJsonObject("dispatch")).isEqualTo(new JsonObject("{\"flights\":2,"
        + "\"requests\":1,\"calls\":1,\"brokenInARow\":0,\"ratePerSecond\":1000.0,"
        + "\"pausedMs\":0}"));
    assertThat(stats.getString("breaker")).isEqualTo("closed");
    assertThat(stats.getJsonObject("counters").getInteger("recobeat.upstream.calls")).isOne();
    rig.service.release();
    Rig.get(waits);
    assertThat(get("/admin/stats").getJsonObject("dispatch").getInteger("flights")).isZero();
  }

  @Test
  void body_ofAnotherType_isRefused() throws Exception {
    HttpResponse<String> answer = send("PUT", "/admin/rate",
        "application/x-www-form-urlencoded", "{\"ratePerSecond\":1}", "Bearer " + TOKEN);
    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(get("/admin/rate").getDouble("ratePerSecond")).isEqualTo(1000);
  }
}
