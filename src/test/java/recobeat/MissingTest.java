package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static recobeat.Tracks.isrc;
import static recobeat.Tracks.spotify;
import static recobeat.Tracks.uuid;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import recobeat.message.Accept;
import recobeat.message.Flush;
import recobeat.message.Hints;
import recobeat.message.IdsRequest;
import recobeat.message.MappingRequest;
import recobeat.message.MissingReport;
import recobeat.message.MissingReport.Coverage;
import recobeat.message.MissingReport.Group;
import recobeat.message.MissingReport.Total;
import recobeat.message.MissingRequest;
import recobeat.message.MissingTrack;
import recobeat.message.Terms;
import recobeat.model.Entity;
import recobeat.model.Lack;
import recobeat.model.Reason;
import recobeat.model.Status;

/** What was asked for that RecoBeat lacks, as whole engines tell it. */
@Timeout(60)
class MissingTest {

  @TempDir
  Path dir;

  private Rig rig;

  @AfterEach
  void stop() {
    if (rig != null) {
      rig.close();
    }
  }

  @Test
  void report_missingTracks_tellsWhyAndWhoAndWhat() {
    rig = new Rig(dir);
    rig.tracks(spotify(10), spotify(15));
    ask("one", spotify(1), spotify(2), spotify(10), spotify(15), "nonsense");
    ask("one", spotify(1), uuid(15));
    ask("two", spotify(15), spotify(25));
    MissingReport report = report();
    assertThat(report.complete()).isTrue();
    assertThat(report.tracks()).extracting(MissingTrack::id)
        .containsExactly(spotify(15), spotify(10), spotify(25));
    MissingTrack track = report.tracks().get(0);
    assertThat(track.reason()).isEqualTo(Lack.NOT_FEATURED);
    assertThat(track.asks()).isEqualTo(3);
    assertThat(track.workflows()).containsExactly("one", "two");
    assertThat(track.hints())
        .isEqualTo(new Hints(List.of("Artist 15"), null, "Track 15", List.of()));
    assertThat(track.year()).isEqualTo(2000);
    assertThat(track.lastAt()).isBetween(track.firstAt(), System.currentTimeMillis() + 1_000);
    assertThat(report.tracks().get(1).reason()).isEqualTo(Lack.NOT_FOUND);
    assertThat(report.tracks().get(1).asks()).isEqualTo(2);
    assertThat(report.tracks().get(2).reason()).isEqualTo(Lack.UNKNOWN);
    assertThat(report.totals()).isEqualTo(Map.of(Lack.NOT_FOUND, new Total(1, 2),
        Lack.NOT_FEATURED, new Total(1, 3), Lack.UNKNOWN, new Total(1, 1)));
    assertThat(report.artists()).containsExactly(new Group("Artist 15", 1, 3));
    assertThat(report.years()).containsExactly(new Group("2000", 1, 3));
    assertThat(report.workflows()).extracting(Coverage::workflow, Coverage::asked,
        Coverage::missing).containsExactlyInAnyOrder(
        tuple("one", 4L, 2L),
        tuple("two", 2L, 2L));
  }

  @Test
  void report_fromNearAndFromTheService_countsAlike() {
    rig = new Rig(dir);
    for (int n = 0; n < 3; n++) {
      rig.features(spotify(10), spotify(1));
      rig.tracks(isrc(20));
      Rig.get(rig.engine().ids(new MappingRequest(
          Entity.TRACK, List.of(spotify(30)), Terms.DEFAULT)));
      Rig.get(rig.engine().artists(IdsRequest.of(Tracks.artistSpotify(10))));
    }
    assertThat(report().tracks()).hasSize(3).allMatch(track -> track.asks() == 3)
        .extracting(MissingTrack::id)
        .containsExactlyInAnyOrder(spotify(10), isrc(20), spotify(30));
  }

  @Test
  void report_severalNamesInARequest_areOneAskWithWhatIsSaid() {
    rig = new Rig(dir);
    String lower = isrc(20).toLowerCase(Locale.ROOT);
    IdsRequest request = new IdsRequest(List.of(isrc(20), lower, lower), Terms.DEFAULT,
        Hints.NONE, Map.of(lower, new Hints(List.of("Ana"), null, null, List.of())));
    for (int n = 0; n < 2; n++) {
      assertThat(Rig.get(rig.engine().tracks(request)).outcomes()).hasSize(3);
    }
    assertThat(report().tracks()).singleElement().satisfies(track -> {
      assertThat(track.asks()).isEqualTo(2);
      assertThat(track.hints().artists()).containsExactly("Ana");
    });
  }

  @Test
  void report_guessed_isMissingAllTheSame() {
    rig = new Rig(dir);
    IdsRequest request = new IdsRequest(List.of(spotify(5), spotify(6)),
        Terms.DEFAULT.accept(Accept.DEFAULT).workflow("w"),
        new Hints(List.of("Ana"), null, null, List.of("trap")), Map.of());
    for (int n = 0; n < 2; n++) {
      assertThat(Rig.get(rig.engine().audioFeatures(request)).outcomes().get(0).status())
          .isEqualTo(Status.GUESSED);
    }
    MissingReport report = report();
    assertThat(report.tracks()).singleElement()
        .satisfies(track -> assertThat(track.asks()).isEqualTo(2));
    assertThat(report.artists()).containsExactly(new Group("Ana", 1, 2));
    assertThat(report.genres()).containsExactly(new Group("trap", 1, 2));
    assertThat(report.workflows().get(0).share()).isEqualTo(0.5);
  }

  @Test
  void report_failed_isNotMissing() {
    rig = new Rig(dir, "retry.attemptsMax=1");
    rig.service.hold();
    Terms terms = Terms.DEFAULT.waitMs(0).workflow("w");
    for (Accept accept : List.of(Accept.STALE, Accept.DEFAULT)) {
      assertThat(Rig.get(rig.engine().audioFeatures(
          new IdsRequest(List.of(spotify(10)), terms.accept(accept)))).outcomes().get(0).reason())
          .isEqualTo(Reason.TIMED_OUT);
    }
    rig.service.release();
    rig.service.poison(spotify(20));
    assertThat(rig.features(spotify(20)).get(0).reason()).isEqualTo(Reason.UNAVAILABLE);
    MissingReport report = report();
    assertThat(report.tracks()).isEmpty();
    assertThat(report.workflows()).isEmpty();
    assertThat(report.since()).isNull();
  }

  @Test
  void report_afterARestartAndAFlush_isTheSame() {
    rig = new Rig(dir);
    ask("w", spotify(10), spotify(1));
    MissingReport before = report();
    assertThat(before.tracks()).hasSize(1);
    ask("w", spotify(20));
    // What was not written yet is, when the engine ends.
    rig.restart();
    assertThat(report().tracks()).hasSize(2).contains(before.tracks().get(0));
    flush();
    assertThat(report().tracks()).as("a flush takes no part of it").hasSize(2);
    assertThat(report().workflows()).extracting(Coverage::missing).containsExactly(2L);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void report_featuresCameSince_tellsTheTrackNoMore(boolean isWritten) {
    rig = new Rig(dir);
    rig.tracks(spotify(15));
    for (String id : List.of(spotify(1), isrc(2), uuid(3))) {
      rig.service.next(200, "{\"content\":[]}");
      ask("w", id);
    }
    ask("w", spotify(15), spotify(10));
    if (isWritten) {
      assertThat(report().tracks()).hasSize(5);
      rig.restart();
    }
    flush();
    long calls = rig.calls();
    ask("w", spotify(1), isrc(2), uuid(3), spotify(15), spotify(10));
    rig.tracks(spotify(15));
    assertThat(rig.calls() - calls).as("none for the report's sake").isEqualTo(2);
    assertThat(report().tracks()).extracting(MissingTrack::id, MissingTrack::asks)
        .containsExactlyInAnyOrder(tuple(spotify(15), 2L), tuple(spotify(10), 2L));
    rig.restart();
    assertThat(report().tracks()).as("nor in Redis").hasSize(2);
  }

  @Test
  void report_trackCameSince_tellsItNoMoreAsNotFound() {
    rig = new Rig(dir);
    rig.service.next(200, "{\"content\":[]}");
    rig.tracks(spotify(1));
    assertThat(report().tracks()).extracting(MissingTrack::reason)
        .containsExactly(Lack.NOT_FOUND);
    flush();
    rig.tracks(spotify(1));
    assertThat(report().tracks()).isEmpty();
  }

  private void flush() {
    Rig.get(rig.vertx.eventBus().request("recobeat.v1.internal.flush",
        Flush.fromJson(new JsonObject().put("tier", "both"))));
  }

  @Test
  void report_nothingIsKept_isEmpty() {
    rig = new Rig(dir, "missing.keep=0s");
    ask("w", spotify(10));
    assertThat(report().tracks()).isEmpty();
    assertThat(report().complete()).isTrue();
  }

  @Test
  void report_enginesOnOneRedis_isOfAll() throws Exception {
    Vertx vertx = Vertx.vertx();
    try (TestRedis redis = new TestRedis(vertx, dir);
        Rig one = new Rig(dir, "redis.uri=" + redis.redis.uri());
        Rig two = new Rig(dir, "redis.uri=" + redis.redis.uri())) {
      ask(one, "w", spotify(10), spotify(1), spotify(2));
      ask(two, "w", spotify(10), spotify(1), spotify(20));
      ask(two, "v", spotify(10));
      assertThat(report(two).complete()).isTrue();
      MissingReport report = report(one);
      // The other one has written when it was asked.
      assertThat(report(two)).isEqualTo(report);
      assertThat(report.tracks()).extracting(MissingTrack::id, MissingTrack::asks)
          .containsExactly(
              tuple(spotify(10), 3L),
              tuple(spotify(20), 1L));
      assertThat(report.workflows()).filteredOn(each -> each.workflow().equals("w"))
          .singleElement().satisfies(each -> {
            assertThat(each.asked()).isEqualTo(4);
            assertThat(each.missing()).isEqualTo(2);
          });
    }
    Rig.get(vertx.close());
  }

  @Test
  void report_redisKilledAndBack_tellsWhatItKnowsAndLosesNothing() throws Exception {
    Vertx vertx = Vertx.vertx();
    try (TestRedis redis = new TestRedis(vertx, dir);
        Rig one = new Rig(dir, "redis.uri=" + redis.redis.uri(), "redis.timeout=1s")) {
      ask(one, "w", spotify(10));
      assertThat(report(one).complete()).isTrue();
      await().until(() -> redis.info("persistence", "aof_buffer_length").equals("0"));
      redis.signal("STOP");
      ask(one, "w", spotify(10), spotify(20));
      MissingReport without = report(one);
      assertThat(without.complete()).isFalse();
      assertThat(without.tracks()).extracting(MissingTrack::id)
          .containsExactly(spotify(10), spotify(20));
      assertThat(without.tracks().get(0).asks()).isEqualTo(2);
      long killed = redis.redis.pid();
      redis.signal("KILL");
      await().until(() -> redis.redis.pid() != killed);
      await().untilAsserted(() -> {
        MissingReport whole = report(one);
        assertThat(whole.complete()).isTrue();
        assertThat(whole.tracks()).extracting(MissingTrack::id)
            .containsExactly(spotify(10), spotify(20));
        assertThat(whole.tracks().get(0).asks()).isEqualTo(2);
        assertThat(whole.workflows()).extracting(Coverage::missing).containsExactly(2L);
      });
    }
    Rig.get(vertx.close());
  }

  @Test
  void bus_json_isAnsweredInJson() {
    rig = new Rig(dir);
    ask("w", spotify(10));
    rig.features(spotify(20));
    JsonObject report = bus(new JsonObject().put("workflow", "w").put("limit", 5));
    assertThat(report.getJsonArray("tracks")).hasSize(1);
    assertThat(report.getJsonArray("tracks").getJsonObject(0).getJsonArray("workflows"))
        .isEqualTo(new JsonArray().add("w"));
    assertThat(bus(new JsonObject().put("reason", "not-found")).getJsonArray("tracks")).isEmpty();
    assertThatThrownBy(() -> bus(new JsonObject().put("limit", 0))).cause()
        .isInstanceOfSatisfying(ReplyException.class,
            failure -> assertThat(failure.failureCode()).isEqualTo(400))
        .hasMessageContaining("limit must be from 1 to 10000, not 0");
  }

  @Test
  void http_jsonAndCsv_tellTheSame() throws Exception {
    rig = new Rig(dir, "http.port=0");
    int port = Rig.get(rig.engine().listen());
    rig.tracks(spotify(15));
    ask("w", spotify(15), spotify(1));
    HttpResponse<String> json = get(port, "/api/v1/missing?workflow=w", "*/*");
    assertThat(json.headers().firstValue("Content-Type")).hasValue("application/json");
    MissingReport report = MissingReport.fromJson(new JsonObject(json.body()));
    assertThat(report.tracks()).singleElement().satisfies(track ->
        assertThat(track.reason()).isEqualTo(Lack.NOT_FEATURED));
    HttpResponse<String> csv = get(port, "/api/v1/missing?workflow=w", "text/csv");
    assertThat(csv.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8");
    assertThat(csv.body()).isEqualTo(report.toCsv()).contains(spotify(15) + ",not-featured,1,");
    assertThat(get(port, "/api/v1/missing?workflow=w&format=csv", "*/*").body())
        .isEqualTo(csv.body());
    assertThat(get(port, "/api/v1/missing?format=json", "text/csv").body()).startsWith("{");
  }

  @Test
  void http_dropIn_countsEachCallOnce() throws Exception {
    rig = new Rig(dir, "http.port=0");
    int port = Rig.get(rig.engine().listen());
    for (int n = 0; n < 4; n++) {
      // From the third time on it is remembered whole.
      get(port, "/v1/audio-features?ids=" + spotify(10) + ',' + spotify(1), "*/*");
      // Here the engine itself asks whether it is the track that is missing.
      assertThat(get(port, "/v1/track/" + uuid(20) + "/audio-features", "*/*").statusCode())
          .isEqualTo(404);
    }
    assertThat(report().tracks()).extracting(MissingTrack::id, MissingTrack::asks)
        .containsExactlyInAnyOrder(
            tuple(spotify(10), 4L),
            tuple(uuid(20), 4L));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "limit=x | limit must be a whole number, not \"x\"",
    "limit=99999999999 | limit must be a whole number, not \"99999999999\"",
    "limit=-1 | limit must be from 1 to 10000, not -1",
    "reason=gone | reason must be one of not-found, not-featured, unknown, not \"gone\"",
    "workflow= | workflow must have 1 to 200 characters, not none",
    "format=xml | format must be json or csv, not \"xml\"",
  })
  void http_bad_isRefusedWithTheFieldsName(String query, String said) throws Exception {
    rig = new Rig(dir, "http.port=0");
    HttpResponse<String> answer =
        get(Rig.get(rig.engine().listen()), "/api/v1/missing?" + query, "*/*");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new JsonObject(answer.body()).getString("detail")).isEqualTo(said);
  }

  private void ask(String workflow, String... ids) {
    ask(rig, workflow, ids);
  }

  private static void ask(Rig rig, String workflow, String... ids) {
    Rig.get(rig.engine().audioFeatures(
        new IdsRequest(List.of(ids), Terms.DEFAULT.workflow(workflow))));
  }

  private MissingReport report() {
    return report(rig);
  }

  private static MissingReport report(Rig rig) {
    return Rig.get(rig.engine().missing(MissingRequest.DEFAULT));
  }

  private JsonObject bus(JsonObject request) {
    return Rig.get(rig.vertx.eventBus().<JsonObject>request("recobeat.v1.missing", request))
        .body();
  }

  private static HttpResponse<String> get(int port, String path, String accept)
      throws Exception {
    return HttpClient.newHttpClient().send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Accept", accept).build(),
        BodyHandlers.ofString());
  }
}
