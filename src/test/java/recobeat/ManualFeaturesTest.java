package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static recobeat.Tracks.isrc;
import static recobeat.Tracks.spotify;
import static recobeat.Tracks.uuid;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import recobeat.message.Accept;
import recobeat.message.Hints;
import recobeat.message.IdsRequest;
import recobeat.message.RankReply;
import recobeat.message.RankRequest;
import recobeat.message.Reply;
import recobeat.message.Target;
import recobeat.message.Terms;
import recobeat.metrics.Counter;
import recobeat.model.Outcome;
import recobeat.model.Source;
import recobeat.model.Status;

/** What an admin says of tracks stands where RecoBeat says nothing, in a Redis of its own. */
@Timeout(60)
class ManualFeaturesTest extends AdminHttp {

  private static final String BEARER = "Bearer " + TOKEN;

  private final Vertx vertx = Vertx.vertx();
  private TestRedis redis;

  @BeforeEach
  void start() throws Exception {
    redis = new TestRedis(vertx, dir);
    run(settings());
  }

  private String[] settings(String... more) {
    List<String> all = new ArrayList<>(List.of("admin.token=" + TOKEN,
        "redis.uri=" + redis.redis.uri(), "redis.timeout=500ms", "fallback.manualEvery=100ms",
        "http.dropInGuesses=true", "retry.attemptsMax=1", "breaker.resetAfter=50ms"));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  @AfterEach
  void stopRedis() {
    redis.close();
    Rig.get(vertx.close());
  }

  @Test
  void features_set_areAboveGuessesAndBelowFacts() throws Exception {
    JsonObject set = set(spotify(10), "'energy':0.91,'tempo':128.5,'key':7");
    assertThat(set.getString("id")).isEqualTo(spotify(10));
    assertThat(set.getString("by")).isEqualTo("alice");
    assertThat(set.getString("at")).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    Outcome outcome = ask(Accept.DEFAULT, spotify(10));
    assertThat(outcome.status()).isEqualTo(Status.GUESSED);
    assertThat(outcome.source()).isEqualTo(Source.MANUAL);
    assertThat(outcome.reason()).as("RecoBeat is known to lack it").isNull();
    assertThat(outcome.guess().basis()).startsWith("manual: energy, tempo, key by alice, ")
        .endsWith(" + all tracks");
    assertThat(value(outcome).getDouble("energy")).isEqualTo(0.91);
    assertThat(value(outcome).getInteger("key")).isEqualTo(7);
    assertThat(value(outcome).fieldNames()).hasSize(11);
    assertThat(value(ask(Accept.ESTIMATED, spotify(10))).fieldNames())
        .as("no guess is good enough for the rest").containsExactly("energy", "tempo", "key");
    assertThat(rig.count(Counter.MANUAL)).isEqualTo(2);
    assertThat(ask(Accept.STALE, spotify(10)).status()).isEqualTo(Status.ABSENT);
    set(spotify(1), "'energy':0.91");
    assertThat(ask(Accept.DEFAULT, spotify(1)).source()).isEqualTo(Source.RECOBEAT);
    set(spotify(20), "'acousticness':0.00002");
    assertThat(value(ask(Accept.ESTIMATED, spotify(20))).getDouble("acousticness"))
        .as("with all digits").isEqualTo(0.00002);
    assertThat(removed(spotify(10))).isEqualTo(1);
    assertThat(removed(spotify(10))).isZero();
    assertThat(ask(Accept.DEFAULT, spotify(10)).source()).isEqualTo(Source.DEFAULT);
  }

  @Test
  void truth_comingLater_winsAtOnce() throws Exception {
    rig.service.poison(spotify(1));
    set(spotify(1), "'energy':0.91");
    assertThat(ask(Accept.DEFAULT, spotify(1)).source()).isEqualTo(Source.MANUAL);
    rig.service.poison("none");
    await().until(() -> ask(Accept.DEFAULT, spotify(1)).status() == Status.FOUND);
    assertThat(value(ask(Accept.DEFAULT, spotify(1))).getDouble("energy")).isEqualTo(0.001);
  }

  @Test
  void features_setUnderOneName_areThoseOfTheOther() throws Exception {
    rig.tracks(spotify(15));
    set(spotify(15), "'energy':0.91");
    assertThat(ask(Accept.DEFAULT, uuid(15)).source()).isEqualTo(Source.MANUAL);
    rig.tracks(spotify(25));
    set(uuid(25), "'energy':0.92");
    assertThat(ask(Accept.DEFAULT, spotify(25)).source()).isEqualTo(Source.MANUAL);
    set(isrc(30).toLowerCase(), "'energy':0.93");
    Outcome byIsrc = ask(Accept.DEFAULT, isrc(30));
    assertThat(byIsrc.source()).isEqualTo(Source.MANUAL);
    assertThat(byIsrc.value().isArray()).as("as always for an ISRC").isTrue();
    assertThat(ask(Accept.DEFAULT, spotify(35)).source()).isEqualTo(Source.DEFAULT);
  }

  /** The look-up goes on, and says in the end what RecoBeat knows; or that it knows nothing. */
  @ParameterizedTest
  @CsvSource({"1, FOUND", "10, GUESSED"})
  void features_setWhileALookUpIsUnderWay_areAnsweredUntilRecoBeatTells(
      int track, Status then) throws Exception {
    rig.service.hold();
    IdsRequest soon = new IdsRequest(
        List.of(spotify(track)), Terms.DEFAULT.accept(Accept.DEFAULT).waitMs(1_000));
    Future<Reply> waiting = rig.engine().audioFeatures(soon);
    await().until(() -> !rig.service.calls.isEmpty());
    set(spotify(track), "'energy':0.91");
    Outcome meanwhile = Rig.get(waiting).outcomes().get(0);
    assertThat(meanwhile.source()).isEqualTo(Source.MANUAL);
    assertThat(value(meanwhile).getDouble("energy")).isEqualTo(0.91);
    assertThat(Rig.get(rig.engine().audioFeatures(soon)).outcomes().get(0).source())
        .isEqualTo(Source.MANUAL);
    Future<Reply> patient = rig.engine().audioFeatures(soon.terms(soon.terms().waitMs(20_000)));
    rig.service.release();
    Outcome told = Rig.get(patient).outcomes().get(0);
    assertThat(told.status()).isEqualTo(then);
    assertThat(value(told).getDouble("energy")).isEqualTo(then == Status.FOUND ? 0.001 : 0.91);
    assertThat(Rig.get(rig.engine().audioFeatures(soon)).outcomes().get(0).status())
        .isEqualTo(then);
  }

  @Test
  void dropInAndRank_takeThemToo() throws Exception {
    set(spotify(10), "'energy':0.91");
    HttpResponse<String> rows = send("GET", "/v1/audio-features?ids=" + spotify(10), "", "");
    assertThat(rows.headers().firstValue("X-RecoBeat-Guessed")).hasValue(spotify(10));
    assertThat(new JsonObject(rows.body()).getJsonArray("content").getJsonObject(0)
        .getDouble("energy")).isEqualTo(0.91);
    RankReply reply = Rig.get(rig.engine().rank(new RankRequest(
        List.of(spotify(20), spotify(10)), Hints.NONE, Map.of(),
        Map.of(Target.ENERGY, new RankRequest.Wanted(0.91, 0.1, 1)),
        Map.of(Target.ENERGY, new RankRequest.Range(0.9, 1)), 9,
        Terms.DEFAULT.accept(Accept.DEFAULT))));
    assertThat(reply.ranked().get(0)).satisfies(first -> {
      assertThat(first.id()).isEqualTo(spotify(10));
      assertThat(first.score()).as("as good as a fact").isEqualTo(1);
      assertThat(first.source()).isEqualTo(Source.MANUAL);
      assertThat(first.passedUnknown()).isEmpty();
    });
  }

  @Test
  void features_set_surviveARestartAndAFlushAndAreNoEntry() throws Exception {
    String csv = "id,energy,by,at\r\n" + spotify(10) + ",0.25,bob,2026-01-02T03:04:05Z\r\n";
    assertThat(imported(csv, "").getInteger("tracks")).isEqualTo(1);
    assertThat(flush("both", "").getInteger("redis")).isZero();
    assertThat(get("/admin/ids/" + spotify(10)).getJsonArray("entries")).isEmpty();
    rig.restart();
    listen();
    assertThat(ask(Accept.DEFAULT, spotify(10)).guess().basis())
        .isEqualTo("manual: energy by bob, 2026-01-02 + all tracks");
    assertThat(redis.send(Command.PTTL, "rb:manual1")).as("never swept").isEqualTo("-1");
  }

  @Test
  void engines_onOneRedis_shareThem() throws Exception {
    set(spotify(10), "'energy':0.91");
    try (Rig other = new Rig(dir, settings("http.port=0"))) {
      assertThat(ask(other, spotify(10)).source()).as("there at its start")
          .isEqualTo(Source.MANUAL);
      set(spotify(20), "'energy':0.91");
      await().until(() -> ask(other, spotify(20)).source() == Source.MANUAL);
      removed(spotify(20));
      await().until(() -> ask(other, spotify(20)).source() == Source.DEFAULT);
    }
  }

  @Test
  void redis_losingThem_getsThemAgain_butNotWhatWasRemoved() throws Exception {
    set(spotify(10), "'energy':0.91");
    set(spotify(20), "'energy':0.92");
    removed(spotify(20));
    redis.send(Command.FLUSHALL);
    await().until(() -> redis.send(Command.HKEYS, "rb:manual1").contains(spotify(10)));
    assertThat(redis.send(Command.HKEYS, "rb:manual1")).doesNotContain(spotify(20));
    removed(spotify(10));
    set(spotify(30), "'energy':0.93");
    assertThat(ids(get("/admin/manual"))).containsExactly(spotify(30));
  }

  @Test
  void redis_losingThemBeforeAChange_getsAllAgain() throws Exception {
    rig.close();
    run(settings("fallback.manualEvery=1h"));
    set(spotify(10), "'energy':0.91");
    set(spotify(20), "'energy':0.92");
    redis.send(Command.FLUSHALL);
    set(spotify(30), "'energy':0.93");
    assertThat(redis.send(Command.HKEYS, "rb:manual1"))
        .contains(spotify(10), spotify(20), spotify(30));
    redis.send(Command.FLUSHALL);
    assertThat(removed(spotify(10))).as("they were known here").isOne();
    assertThat(ids(get("/admin/manual"))).containsExactly(spotify(20), spotify(30));
    assertThat(redis.send(Command.HKEYS, "rb:manual1")).contains(spotify(20), spotify(30))
        .doesNotContain(spotify(10));
  }

  @Test
  void redisAway_changesAreRefused_andWhatIsKnownStays() throws Exception {
    set(spotify(10), "'energy':0.91");
    redis.signal("STOP");
    try {
      for (HttpResponse<String> answer : List.of(
          put(spotify(20), "{\"features\":{\"energy\":0.5},\"by\":\"alice\"}"),
          send("DELETE", "/admin/manual/" + spotify(10), "", BEARER),
          importing("id,energy\n" + spotify(30) + ",0.5", "?by=bob"))) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(504);
        assertThat(answer.body())
            .contains("Redis, which keeps manual features, did not take the change");
      }
      assertThat(ids(get("/admin/manual"))).containsExactly(spotify(10));
      assertThat(ask(Accept.DEFAULT, spotify(10)).source()).isEqualTo(Source.MANUAL);
    } finally {
      redis.signal("CONT");
    }
  }

  @Test
  void redisAwayAtStart_theyComeOnceItIsThere() throws Exception {
    set(spotify(10), "'energy':0.91");
    rig.close();
    redis.signal("STOP");
    run(settings());
    HttpResponse<String> list = send("GET", "/admin/manual", "", BEARER);
    assertThat(list.statusCode()).isEqualTo(504);
    redis.signal("CONT");
    await().until(() -> ask(Accept.DEFAULT, spotify(10)).source() == Source.MANUAL);
  }

  @Test
  void tooMany_areRefusedWhoeverSetThem_allOrNone() throws Exception {
    rig.close();
    run(settings("fallback.manualMax=2"));
    set(spotify(10), "'energy':0.1");
    HttpResponse<String> answer = importing(
        "id,energy\n" + spotify(10) + ",0.9\n" + spotify(20) + ",0.9\n" + spotify(30) + ",0.9",
        "?by=bob");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("there are 1 tracks with manual features, and may be 2");
    assertThat(get("/admin/manual").getJsonArray("tracks").getJsonObject(0)
        .getJsonObject("features").getDouble("energy")).isEqualTo(0.1);
    imported("id,energy\n" + spotify(10) + ",0.9\n" + spotify(20) + ",0.9", "?by=bob");
    assertThat(set(spotify(20), "'energy':0.3").getString("id")).isEqualTo(spotify(20));
    assertThat(put(spotify(30), "{\"features\":{\"energy\":0.5},\"by\":\"alice\"}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void list_paged_hasEachOnce_andAsCsvComesBack() throws Exception {
    StringBuilder csv = new StringBuilder("id,energy,by\n");
    Tracks.spotify(1, 251).forEach(id -> csv.append(id).append(",0.5,'=cmd()\n"));
    assertThat(imported(csv.toString(), "").getInteger("total")).isEqualTo(250);
    JsonObject page = get("/admin/manual");
    List<String> all = new ArrayList<>(ids(page));
    assertThat(all).hasSize(100);
    assertThat(page.getInteger("total")).isEqualTo(250);
    page = get("/admin/manual?size=149&after=" + page.getString("next"));
    all.addAll(ids(page));
    page = get("/admin/manual?after=" + page.getString("next"));
    all.addAll(ids(page));
    assertThat(page.getString("next")).isNull();
    assertThat(all).isEqualTo(Tracks.spotify(1, 251));
    HttpResponse<String> table = send("GET", "/admin/manual?format=csv", "", BEARER);
    assertThat(table.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8");
    assertThat(table.body()).contains("'=cmd()").doesNotContain(",=cmd()");
    removed(spotify(7));
    assertThat(imported(table.body(), "").getInteger("total")).isEqualTo(250);
    assertThat(send("GET", "/admin/manual?format=csv", "", BEARER).body())
        .isEqualTo(table.body());
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
    "PUT | x | {'features':{'energy':1},'by':'a'} | id must be a Spotify id, a UUID or an ISRC",
    "PUT | USABC0000001 | {'features':{'energy':2},'by':'a'} | features.energy must be a number",
    "PUT | USABC0000001 | {'features':{'energy':'1'},'by':'a'} | features.energy must be a number",
    "PUT | USABC0000001 | {'features':{'bpm':1},'by':'a'} | features.bpm is none: there are",
    "PUT | USABC0000001 | {'features':{},'by':'a'} | features must have one at least",
    "PUT | USABC0000001 | {'features':[],'by':'a'} | features must be an object",
    "PUT | USABC0000001 | {'features':{'energy':1}} | by is missing",
    "PUT | USABC0000001 | {'features':{'energy':1},'by':' '} | by must have 1 to 100",
    "PUT | USABC0000001 | {'features':{'energy':1},'by':'a','at':1} | unknown field at",
    "DELETE | x | | id must be a Spotify id",
    "GET | ?size=0 | | size must be from 1 to 1000, not 0",
    "GET | ?format=xml | | format must be csv or json",
    "POST | ?by=a | id,energy/USABC0000001,0.5/USABC0000002,7 | line 3, column energy: must"})
  void request_wrong_isRefusedAndNothingIsSet(String method, String path, String body,
      String detail) throws Exception {
    HttpResponse<String> answer = send(method,
        "/admin/manual" + (path.startsWith("?") ? "" : "/") + path,
        method.equals("POST") ? "text/csv" : "application/json",
        body == null ? "" : body.replace('\'', '"').replace('/', '\n'), BEARER);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(new JsonObject(answer.body()).getString("detail")).contains(detail);
    assertThat(get("/admin/manual").getInteger("total")).isZero();
  }

  @Test
  void strangers_andOtherTypes_areRefused() throws Exception {
    String csv = "id,energy,by\n" + spotify(10) + ",0.5,eve";
    assertThat(send("POST", "/admin/manual", "text/csv", csv, "").statusCode()).isEqualTo(401);
    for (String path : List.of("/admin/manual", "/admin/manual/" + spotify(10))) {
      assertThat(send("GET", path, "", "Bearer x").statusCode()).isEqualTo(401);
      assertThat(send("DELETE", path, "", "Bearer x").statusCode()).isEqualTo(401);
    }
    assertThat(send("POST", "/admin/manual", "text/plain", csv, BEARER).statusCode())
        .isEqualTo(415);
    assertThat(send("PUT", "/admin/manual/" + spotify(10), "text/csv", csv, BEARER).statusCode())
        .isEqualTo(415);
    assertThat(get("/admin/manual").getInteger("total")).isZero();
  }

  /** Single quotes stand for double ones. */
  private JsonObject set(String id, String features) throws Exception {
    return json(put(id, "{'features':{" + features + "},'by':'alice'}"));
  }

  private HttpResponse<String> put(String id, String body) throws Exception {
    return send("PUT", "/admin/manual/" + id, body.replace('\'', '"'), BEARER);
  }

  private int removed(String id) throws Exception {
    return json(send("DELETE", "/admin/manual/" + id, "", BEARER)).getInteger("tracks");
  }

  private JsonObject imported(String csv, String query) throws Exception {
    return json(importing(csv, query));
  }

  private HttpResponse<String> importing(String csv, String query) throws Exception {
    return send("POST", "/admin/manual" + query, "text/csv; charset=utf-8", csv, BEARER);
  }

  private static List<String> ids(JsonObject page) {
    JsonArray tracks = page.getJsonArray("tracks");
    return tracks.stream().map(each -> ((JsonObject) each).getString("id")).toList();
  }

  private Outcome ask(Accept accept, String id) {
    return ask(rig, id, accept);
  }

  private static Outcome ask(Rig of, String id) {
    return ask(of, id, Accept.DEFAULT);
  }

  private static Outcome ask(Rig of, String id, Accept accept) {
    return Rig.get(of.engine().audioFeatures(
        new IdsRequest(List.of(id), Terms.DEFAULT.accept(accept).waitMs(5_000))))
        .outcomes().get(0);
  }

  private static JsonObject value(Outcome outcome) {
    return (JsonObject) outcome.value().parse();
  }
}
