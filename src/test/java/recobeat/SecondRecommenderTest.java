package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static recobeat.Tracks.spotify;
import static recobeat.Tracks.uuid;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import recobeat.fallback.RecommendationSource;
import recobeat.fallback.RecommendationSource.Recommended;
import recobeat.message.Accept;
import recobeat.message.Addresses;
import recobeat.message.Manual;
import recobeat.message.RecommendationRequest;
import recobeat.message.Target;
import recobeat.message.Terms;
import recobeat.metrics.Counter;
import recobeat.model.Id;
import recobeat.model.Outcome;
import recobeat.model.Reason;
import recobeat.model.Source;
import recobeat.model.Status;

/** Recommendations that RecoBeat does not give, or not in time, are made of what was harvested. */
class SecondRecommenderTest extends RedisRig {

  private static final Map<Target, Number> NONE = Map.of();

  @TempDir
  Path otherDir;

  @ParameterizedTest
  @ValueSource(strings = {"hangs", "fails"})
  void outage_isAnsweredInTimeByNearTracks_thenByRecoBeatsOwn(String how) {
    // Without details they cannot be recommended.
    rig.features(Tracks.spotify(401, 410));
    harvest(301, 310);
    if (how.equals("hangs")) {
      rig.service.hold();
    } else {
      rig.service.next(500, "no");
      rig.service.next(500, "no");
    }
    // Cold are the caches; that code runs for the first time is another matter.
    Rig.get(rig.engine().recommendations(new RecommendationRequest(List.of(spotify(309)), 1,
        List.of(), NONE, Terms.DEFAULT.accept(Accept.ESTIMATED).waitMs(0))));
    long begun = System.nanoTime();
    Outcome made = ask(Accept.ESTIMATED, 3, NONE, spotify(306));
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(2_000));
    assertThat(made.status()).isEqualTo(Status.GUESSED);
    assertThat(made.source()).isEqualTo(Source.ESTIMATED);
    assertThat(made.reason())
        .isEqualTo(how.equals("hangs") ? Reason.TIMED_OUT : Reason.UNAVAILABLE);
    // Byte for byte as RecoBeat told them; those as near on either side in the order harvested.
    assertThat(made.value().toString()).isEqualTo("{\"content\":[" + Tracks.details(307) + ','
        + List.of(Tracks.details(304), Tracks.details(308)).stream()
            .sorted(Comparator.comparing(row -> made.value().toString().indexOf(row)))
            .collect(Collectors.joining(",")) + "]}");
    assertThat(made.guess().basis()).isEqualTo("neighbours of 1 seed among 8 tracks");
    assertThat(made.guess().confidence()).isBetween(0.99, 1.0);
    assertThat(rig.count(Counter.RECOMMENDED)).isEqualTo(2);
    rig.service.release();
    await().until(() ->
        ask(Accept.ESTIMATED, 3, NONE, spotify(306)).status() == Status.FOUND);
    assertThat(rows(ask(Accept.ESTIMATED, 3, NONE, spotify(306)))).isEqualTo(ids(802, 801));
  }

  @Test
  void outage_afterARestart_isAnsweredFromWhatRedisKeeps() {
    rig.tracks(Tracks.spotify(301, 400).toArray(String[]::new));
    rig.features(Tracks.spotify(301, 900));
    rig.restart();
    rig.service.hold();
    await().untilAsserted(() -> {
      Outcome made = ask(Accept.DEFAULT, 2, NONE, uuid(346));
      assertThat(made.status()).isEqualTo(Status.GUESSED);
      // Of those whose details are known, none that ends in 0 or 5.
      assertThat(made.guess().basis()).isEqualTo("neighbours of 1 seed among 80 tracks");
      assertThat(rows(made).get(0)).isEqualTo(uuid(347));
    });
  }

  @Test
  void nothingKnown_orNothingAccepted_staysAsItWas() {
    rig.service.next(500, "no");
    Outcome failed = ask(Accept.ESTIMATED, 3, NONE, spotify(306));
    assertThat(failed.status()).isEqualTo(Status.FAILED);
    assertThat(failed.reason()).isEqualTo(Reason.UNAVAILABLE);
    harvest(301, 310);
    rig.service.next(500, "no");
    assertThat(ask(Accept.STALE, 3, NONE, spotify(306)).status()).isEqualTo(Status.FAILED);
    rig.service.next(500, "no");
    assertThat(ask(Accept.ESTIMATED, 3, NONE, spotify(888)).status())
        .as("nothing is known of the seed").isEqualTo(Status.FAILED);
    assertThat(rig.count(Counter.RECOMMENDED)).isZero();
  }

  @Test
  void seeds_thatRecoBeatLacks_areSkipped_andTargetsStandIn() {
    harvest(301, 310);
    assertThat(ask(Accept.ESTIMATED, 2, NONE, spotify(10)).status()).isEqualTo(Status.ABSENT);
    Outcome steered = ask(Accept.ESTIMATED, 1, Map.of(Target.ENERGY, 0.304), spotify(10));
    assertThat(rows(steered)).isEqualTo(ids(304));
    assertThat(steered.reason()).as("RecoBeat is known to have none").isNull();
    assertThat(steered.guess().basis()).isEqualTo("neighbours of targets among 8 tracks");
    rig.service.next(500, "no");
    Outcome some = ask(Accept.ESTIMATED, 1, NONE, spotify(10), spotify(309));
    assertThat(rows(some)).isEqualTo(ids(308));
    assertThat(some.guess().basis()).isEqualTo("neighbours of 1 of 2 seeds among 8 tracks");
    assertThat(some.guess().confidence()).isCloseTo(0.5, within(0.01));
  }

  @Test
  void targets_andNegativeSeeds_areHeeded() {
    harvest(301, 310);
    rig.service.next(500, "no");
    Outcome made = Rig.get(rig.engine().recommendations(new RecommendationRequest(
        List.of(uuid(301), spotify(309)), 9, List.of(spotify(303)),
        Map.of(Target.ENERGY, 0.303, Target.KEY, 3, Target.POPULARITY, 9, Target.FEATURE_WEIGHT, 5),
        terms(Accept.ESTIMATED))));
    assertThat(rows(made)).startsWith(uuid(302)).hasSize(5)
        .doesNotContain(uuid(301), uuid(303), uuid(309));
    assertThat(made.guess().basis()).isEqualTo("neighbours of 2 seeds and targets among 8 tracks");
  }

  @Test
  void artists_ofMany_haveThreeTracksEach() {
    rig.service.next(request -> request.response().end(ScriptedService.content(
        IntStream.range(311, 320).mapToObj(number ->
            Tracks.details(number).replace("Artist " + number, "Ana")).toList())));
    rig.tracks(Tracks.spotify(311, 320).toArray(String[]::new));
    harvest(301, 304);
    rig.features(Tracks.spotify(311, 320));
    await().untilAsserted(() -> {
      rig.service.next(500, "no");
      Outcome made = ask(Accept.ESTIMATED, 20, Map.of(Target.ENERGY, 0.319), spotify(302));
      assertThat(rows(made)).isEqualTo(ids(319, 318, 317, 303, 301));
    });
  }

  @Test
  void seed_withManualFeatures_isKnown() {
    harvest(301, 310);
    Rig.get(rig.vertx.eventBus().request(new Addresses("recobeat.v1").manual(),
        new Manual.Put(Id.of(spotify(20)), Map.of("energy", 0.308), "alice")));
    assertThat(rows(ask(Accept.ESTIMATED, 1, NONE, spotify(20)))).isEqualTo(ids(308));
  }

  @Test
  void neighbours_switchedOff_areNone() {
    rig.close();
    run("fallback.neighboursMax=0");
    harvest(301, 310);
    rig.service.next(500, "no");
    assertThat(ask(Accept.ESTIMATED, 3, NONE, spotify(306)).status()).isEqualTo(Status.FAILED);
  }

  @Test
  void dropIn_ifConfigured_answersThemMarked() throws Exception {
    rig.close();
    run("http.dropInGuesses=true");
    harvest(301, 310);
    String path = "/v1/track/recommendation?size=2&seeds=" + spotify(306);
    int port = Rig.get(rig.engine().listen());
    // What is asked again and again would be remembered whole.
    for (int i = 0; i < 4; i++) {
      rig.service.next(500, "no");
      HttpResponse<String> made = get(port, path);
      assertThat(made.statusCode()).isEqualTo(200);
      assertThat(made.headers().firstValue("X-RecoBeat-Guessed")).hasValue("recommendations");
      assertThat(made.headers().firstValue("X-Cache")).hasValue("MISS");
      assertThat(new JsonObject(made.body()).getJsonArray("content").getJsonObject(0)
          .getString("id")).isEqualTo(uuid(307));
    }
    HttpResponse<String> own = get(port, path);
    assertThat(own.headers().firstValue("X-RecoBeat-Guessed")).isEmpty();
    assertThat(own.body()).contains(uuid(801), uuid(802));
  }

  @Test
  void dropIn_byDefault_makesUpNothing() throws Exception {
    harvest(301, 310);
    int port = Rig.get(rig.engine().listen());
    rig.service.next(500, "no");
    assertThat(get(port, "/v1/track/recommendation?size=2&seeds=" + spotify(306)).statusCode())
        .isEqualTo(503);
  }

  @ParameterizedTest
  @ValueSource(strings = {"answers", "fails", "throws", "hangs", "knows nothing", "knows others"})
  void source_ofTheApplication_isAskedFirst(String how) {
    harvest(301, 310);
    RecommendationSource own = (request, limitMs) -> switch (how) {
      case "answers" -> elsewhere(List.of("nonsense", spotify(306), spotify(999), spotify(301),
          uuid(301), uuid(302), spotify(303)));
      case "fails" -> Future.failedFuture("no");
      case "throws" -> throw new IllegalStateException("no");
      case "hangs" -> Promise.<Recommended>promise().future();
      case "knows nothing" -> elsewhere(List.of());
      default -> elsewhere(List.of(spotify(998), spotify(999)));
    };
    RecoBeat engine = Rig.get(RecoBeat.start(rig.vertx, rig.options
        .with("addressPrefix", "own.v1").with("redis.dir", otherDir.toString()), null, own));
    try {
      await().untilAsserted(() -> {
        rig.service.next(500, "no");
        Outcome made = Rig.get(engine.recommendations(new RecommendationRequest(
            List.of(spotify(306)), 2, List.of(), NONE, terms(Accept.ESTIMATED))));
        assertThat(made.status()).isEqualTo(Status.GUESSED);
        if (how.equals("answers")) {
          assertThat(rows(made)).isEqualTo(ids(301, 302));
          assertThat(made.guess().basis()).isEqualTo("my own");
          assertThat(made.guess().confidence()).as("in bounds").isEqualTo(1);
        } else {
          assertThat(made.guess().basis()).isEqualTo("neighbours of 1 seed among 8 tracks");
        }
      });
    } finally {
      Rig.get(engine.close());
    }
  }

  /** Answers on a thread of its own, as a client of another service may. */
  private static Future<Recommended> elsewhere(List<String> ids) {
    Promise<Recommended> promise = Promise.promise();
    new Thread(() -> promise.complete(new Recommended(ids, 7, "my own"))).start();
    return promise.future();
  }

  /** Details and features, and waits until they are learned. */
  private void harvest(int from, int to) {
    long before = rig.count(Counter.TAUGHT);
    List<String> ids = Tracks.spotify(from, to);
    rig.tracks(ids.toArray(String[]::new));
    long found = rig.features(ids).stream()
        .filter(each -> each.status() == Status.FOUND).count();
    await().until(() -> rig.count(Counter.TAUGHT) == before + found);
  }

  private Outcome ask(Accept accept, int size, Map<Target, Number> targets, String... seeds) {
    return Rig.get(rig.engine().recommendations(new RecommendationRequest(
        List.of(seeds), size, List.of(), targets, terms(accept))));
  }

  private static Terms terms(Accept accept) {
    return Terms.DEFAULT.accept(accept).waitMs(2_000);
  }

  private static List<String> ids(int... numbers) {
    return IntStream.of(numbers).mapToObj(Tracks::uuid).toList();
  }

  private static List<String> rows(Outcome outcome) {
    assertThat(outcome.value()).as(outcome.toString()).isNotNull();
    return ((JsonObject) outcome.value().parse()).getJsonArray("content").stream()
        .map(row -> ((JsonObject) row).getString("id")).toList();
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    return HttpClient.newHttpClient().send(HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + port + path)).build(), BodyHandlers.ofString());
  }
}
