package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static recobeat.Tracks.isrc;
import static recobeat.Tracks.spotify;
import static recobeat.Tracks.uuid;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import recobeat.message.Accept;
import recobeat.message.Addresses;
import recobeat.message.Appraise;
import recobeat.message.Hints;
import recobeat.message.IdsRequest;
import recobeat.message.Terms;
import recobeat.message.WorkflowRequest;
import recobeat.metrics.Counter;
import recobeat.model.Outcome;
import recobeat.model.Reason;
import recobeat.model.Source;
import recobeat.model.Status;

/** Features that RecoBeat lacks, or does not tell in time, are guessed, marked, and not kept. */
class FallbackTest extends RedisRig {

  private static final Hints TRAP = new Hints(List.of(), null, null, List.of("trap"));

  @Override
  int attemptsMax() {
    return 2;
  }

  @ParameterizedTest
  @ValueSource(strings = {"hangs", "fails"})
  void outage_coldStart_isAnsweredInTimeAndMarked_thenFactsCome(String how) {
    if (how.equals("hangs")) {
      rig.service.hold();
    } else {
      rig.service.poison("S");
    }
    // Cold are the caches; that code runs for the first time is another matter.
    ask(new IdsRequest(List.of(spotify(500)), Terms.DEFAULT.accept(Accept.DEFAULT).waitMs(0)));
    IdsRequest workflow = new IdsRequest(spotify(1, 120),
        Terms.DEFAULT.accept(Accept.DEFAULT).waitMs(2_500).workflow("mix"))
        .hints(TRAP);
    long begun = System.nanoTime();
    List<Outcome> outcomes = ask(workflow);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(2_500));
    assertThat(outcomes).hasSize(119).allSatisfy(each -> {
      assertThat(each.status()).isEqualTo(Status.GUESSED);
      assertThat(each.source()).isEqualTo(Source.DEFAULT);
      assertThat(each.reason()).isIn(Reason.TIMED_OUT, Reason.UNAVAILABLE);
      assertThat(each.guess().basis()).isEqualTo("subgenre trap");
      assertThat(each.guess().confidence()).isBetween(0.01, 0.5);
      assertThat(energy(each)).isBetween(0.3, 0.9);
    });
    assertThat(rig.count(Counter.DEFAULTED)).isEqualTo(120);
    assertThat(Rig.get(rig.engine().workflow(new WorkflowRequest("mix"))).guessed())
        .isEqualTo(119);
    rig.service.poison("none");
    rig.service.release();
    await().untilAsserted(() -> assertThat(ask(workflow)).allMatch(each ->
        each.status() == (isKnown(each.id()) ? Status.FOUND : Status.GUESSED)
            && (isKnown(each.id()) || each.reason() == null)));
  }

  private static boolean isKnown(String id) {
    return !id.endsWith("0") && !id.endsWith("5");
  }

  @Test
  void kin_harvestedWithHints_isWhatAGuessIsMadeFrom() {
    teach("Ana; Oku", 801, 805);
    Outcome guess = ask(request(Accept.ESTIMATED, "Oku & Bo", spotify(10))).get(0);
    assertThat(guess.status()).isEqualTo(Status.ABSENT);
    guess = ask(request(Accept.ESTIMATED, "ANA", spotify(10))).get(0);
    assertThat(guess.status()).isEqualTo(Status.GUESSED);
    assertThat(guess.source()).isEqualTo(Source.ESTIMATED);
    assertThat(guess.reason()).as("RecoBeat is known to lack it").isNull();
    assertThat(guess.guess().basis()).isEqualTo("artist: 4 tracks + all tracks");
    double nothing = energy(ask(request(Accept.DEFAULT, "", spotify(10))).get(0));
    assertThat(energy(guess)).isBetween(nothing, 0.803);
    assertThat(rig.count(Counter.ESTIMATED)).isEqualTo(1);
  }

  /** The rows of features say nothing of the artist, and those of details nothing of features. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void kin_harvestedInEitherOrder_isJoinedByWhatIsStored(boolean isDetailsFirst) {
    if (isDetailsFirst) {
      rig.tracks(spotify(41));
      rig.features(spotify(41));
    } else {
      rig.features(uuid(41));
      rig.tracks(uuid(41));
    }
    await().until(() -> rig.count(Counter.TAUGHT) == 1);
    assertThat(ask(request(Accept.ESTIMATED, "Artist 41", spotify(10))).get(0).guess().basis())
        .isEqualTo("artist: 1 track + all tracks");
  }

  @Test
  void guess_withoutHints_takesStoredDetails() {
    teach("Artist 45", 46, 48);
    rig.tracks(spotify(45));
    // What somebody else said of it counts less than what RecoBeat says.
    teach("Oku", 51, 54);
    ask(request(Accept.STALE, "Oku", uuid(45)));
    int calls = rig.service.calls.size();
    Outcome guess = ask(request(Accept.ESTIMATED, "", uuid(45))).get(0);
    assertThat(guess.guess().basis()).isEqualTo("artist: 2 tracks + all tracks");
    assertThat(rig.service.calls).hasSize(calls);
  }

  @Test
  void kin_afterARestart_comesFromRedis() {
    teach("Ana", 1, 5);
    rig.restart();
    assertThat(ask(request(Accept.ESTIMATED, "Ana", spotify(10))).get(0).guess().basis())
        .isEqualTo("artist: 4 tracks + all tracks");
  }

  @Test
  void kin_inRedis_isBoundedAndEnds() {
    teach("Ana", 1, 60);
    teach("Ana", 61, 100);
    String key = redis.send(Command.KEYS, "rb:k1:a*").replaceAll("[\\[\\]]", "");
    await().until(() -> redis.send(Command.HLEN, key).equals("64"));
    assertThat(redis.send(Command.HKEYS, key)).as("those learned last").contains(
        spotify(61, 100).stream().filter(FallbackTest::isKnown).toList());
    long days = Duration.ofMillis(Long.parseLong(redis.send(Command.PTTL, key))).toDays();
    assertThat(days).isBetween(178L, 180L);
  }

  @Test
  void kin_withRedisAway_isWhatThisProcessLearned() throws Exception {
    teach("Ana", 1, 5);
    redis.signal("STOP");
    Outcome guess = ask(request(Accept.ESTIMATED, "Ana", spotify(10))).get(0);
    redis.signal("CONT");
    assertThat(guess.guess().basis()).isEqualTo("artist: 4 tracks + all tracks");
  }

  @Test
  void guesses_areNeverStored() {
    teach("Ana", 1, 5);
    String before = redis.send(Command.KEYS, "*");
    rig.service.poison(spotify(7));
    IdsRequest asked = request(Accept.DEFAULT, "Ana", spotify(7));
    assertThat(ask(asked).get(0).status()).isEqualTo(Status.GUESSED);
    assertThat(redis.send(Command.KEYS, "*")).isEqualTo(before);
    assertThat(ask(asked.terms(Terms.DEFAULT)).get(0).status()).isEqualTo(Status.FAILED);
    rig.service.poison("none");
    await().until(() -> ask(asked).get(0).status() == Status.FOUND);
    assertThat(energy(ask(asked).get(0))).isEqualTo(0.007);
  }

  @Test
  void truth_comingLater_measuresTheGuess() throws Exception {
    rig.service.poison("S");
    List<Outcome> guessed = ask(request(Accept.DEFAULT, "", spotify(1), spotify(2)));
    double energy = energy(guessed.get(0));
    assertThat(appraise()).isEmpty();
    rig.service.poison("none");
    await().until(() -> ask(request(Accept.DEFAULT, "", spotify(1), spotify(2))).stream()
        .allMatch(each -> each.status() == Status.FOUND));
    await().untilAsserted(() -> assertThat(appraise()).singleElement().satisfies(each -> {
      assertThat(each.source()).isEqualTo(Source.DEFAULT);
      assertThat(each.feature()).isEqualTo("energy");
      assertThat(each.count()).isEqualTo(2);
      assertThat(each.mean()).isCloseTo(energy - 0.0015, within(1e-4));
    }));
    String metrics = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(
        "http://127.0.0.1:" + Rig.get(rig.engine().listen()) + "/metrics")).build(),
        BodyHandlers.ofString()).body();
    // In spreads of 0.163, by which energy differs within a subgenre.
    assertThat(metrics).contains(
            "recobeat_estimates_error_count{feature=\"energy\",source=\"default\"} 2")
        .containsPattern("recobeat_estimates_error_sum\\{feature=\"energy\",source=\"default\"} "
            + Double.toString(2 * (energy - 0.0015) / 0.163).substring(0, 4).replace(".", "\\."));
  }

  @Test
  void outcomes_ofAllSorts_eachIsAsGoodAsAccepted() {
    List<String> ids = List.of("nonsense", spotify(1), spotify(15), isrc(20));
    for (Accept accept : List.of(Accept.STALE, Accept.ESTIMATED)) {
      assertThat(ask(new IdsRequest(ids, Terms.DEFAULT.accept(accept))))
          .extracting(Outcome::status)
          .containsExactly(Status.FAILED, Status.FOUND, Status.ABSENT, Status.ABSENT);
    }
    List<Outcome> all = ask(new IdsRequest(ids, Terms.DEFAULT.accept(Accept.DEFAULT)));
    assertThat(all).extracting(Outcome::status)
        .containsExactly(Status.FAILED, Status.FOUND, Status.GUESSED, Status.GUESSED);
    assertThat(all.get(3).value().isArray()).as("as always for an ISRC").isTrue();
    assertThat(Rig.get(rig.engine().tracks(
        new IdsRequest(List.of(spotify(20)), Terms.DEFAULT.accept(Accept.DEFAULT))))
        .outcomes().get(0).status()).as("details are not guessed").isEqualTo(Status.ABSENT);
  }

  @Test
  void genres_ofAUsersFile_areKnown() throws Exception {
    rig.close();
    Path file = Files.writeString(
        dir.resolve("own.json"), "{\"aliases\": {\"birdsong\": [\"trap\"]}}");
    run("fallback.genresFile=" + file);
    assertThat(ask(new IdsRequest(List.of(spotify(10)), Terms.DEFAULT.accept(Accept.DEFAULT))
        .hints(new Hints(List.of(), null, null, List.of("Birdsong")))).get(0).guess().basis())
        .isEqualTo("subgenre trap");
  }

  @Test
  void hints_perIdInJson_areThoseOfTheirIds() {
    teach("Ana", 1, 3);
    teach("Oku", 3, 6);
    JsonObject reply = (JsonObject) Rig.get(rig.vertx.eventBus().request(
        new Addresses("recobeat.v1").audioFeatures(), new JsonObject()
            .put("ids", new JsonArray()
                .add(new JsonObject().put("id", spotify(10)))
                .add(new JsonObject().put("id", spotify(20))
                    .put("hints", new JsonObject().put("artist", new JsonArray().add("Oku")))))
            .put("hints", new JsonObject().put("artist", "Ana").put("genres", "trap"))
            .put("accept", "estimated"))).body();
    assertThat(reply.getJsonArray("outcomes")).extracting(each ->
            ((JsonObject) each).getString("source") + ' ' + ((JsonObject) each).getString("basis"))
        .containsExactly("estimated artist: 2 tracks + subgenre trap",
            "estimated artist: 2 tracks + subgenre trap");
  }

  private void teach(String artist, int from, int to) {
    long before = rig.count(Counter.TAUGHT);
    List<Outcome> asked = ask(request(Accept.STALE, artist,
        spotify(from, to).toArray(String[]::new)));
    long found = asked.stream().filter(each -> each.status() == Status.FOUND).count();
    await().until(() -> rig.count(Counter.TAUGHT) == before + found);
  }

  private static IdsRequest request(Accept accept, String artist, String... ids) {
    return new IdsRequest(List.of(ids), Terms.DEFAULT.accept(accept).waitMs(2_000),
        new Hints(List.of(artist), null, null, List.of()), Map.of());
  }

  private List<Outcome> ask(IdsRequest request) {
    return Rig.get(rig.engine().audioFeatures(request)).outcomes();
  }

  private List<Appraise.Accuracy> appraise() {
    return ((Appraise.Reply) Rig.get(rig.vertx.eventBus()
        .request(new Addresses("recobeat.v1").appraise(), new Appraise())).body()).accuracies();
  }

  private static double energy(Outcome outcome) {
    return ((JsonObject) outcome.value().parse()).getDouble("energy");
  }
}
