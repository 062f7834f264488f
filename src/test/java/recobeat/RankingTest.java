package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static recobeat.Tracks.spotify;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import recobeat.message.Accept;
import recobeat.message.Hints;
import recobeat.message.RankReply;
import recobeat.message.RankRequest;
import recobeat.message.Target;
import recobeat.message.Terms;
import recobeat.metrics.Counter;
import recobeat.model.Reason;
import recobeat.model.Source;
import recobeat.model.Status;

/** Tracks by what is wanted of them, over a real engine: facts, guesses and nothing at all. */
@Timeout(60)
class RankingTest {

  @TempDir
  Path dir;

  private Rig rig;

  @BeforeEach
  void start() {
    rig = new Rig(dir, "http.port=0", "breaker.resetAfter=50ms", "retry.attemptsMax=2");
  }

  @AfterEach
  void stop() {
    rig.service.release();
    rig.close();
  }

  @Test
  void rank_facts_areSortedFilteredAndLimited() {
    // Their energies are 0.301 to 0.309, without 0.305.
    RankRequest request = request(Accept.STALE, spotify(301, 310), 3);
    RankReply reply = Rig.get(rig.engine().rank(request));
    assertThat(reply.ranked()).extracting(RankReply.Ranked::id)
        .containsExactly(spotify(304), spotify(303), spotify(306));
    assertThat(reply.ranked()).allSatisfy(each -> {
      assertThat(each.status()).isEqualTo(Status.FOUND);
      assertThat(each.confidence()).isEqualTo(1);
      assertThat(each.score()).isBetween(0.7, 1.0);
      assertThat(each.passedUnknown()).isEmpty();
    });
    assertThat(reply.refused()).containsExactly(spotify(301), spotify(302));
    assertThat(reply.calls()).isEqualTo(1);
  }

  @Test
  void rank_unknown_passesAndSaysSo() {
    RankReply reply = Rig.get(rig.engine().rank(
        request(Accept.STALE, List.of(spotify(10), spotify(304), "nonsense"), 9)));
    assertThat(reply.ranked()).extracting(RankReply.Ranked::id)
        .containsExactly(spotify(304), spotify(10), "nonsense");
    assertThat(reply.ranked().get(1)).isEqualTo(new RankReply.Ranked(spotify(10), 0,
        Status.ABSENT, Source.RECOBEAT, null, 0, List.of("energy")));
    assertThat(reply.ranked().get(2).reason()).isEqualTo(Reason.MALFORMED);
    assertThat(rig.count(Counter.DEFAULTED)).isZero();
  }

  @Test
  void rank_ofWhichNothingIsKnown_passesAlthoughItsGuessWouldNot() {
    RankReply reply = Rig.get(rig.engine().rank(new RankRequest(List.of(spotify(10)), Hints.NONE,
        Map.of(), Map.of(), Map.of(Target.ENERGY, new RankRequest.Range(0.98, 1),
            Target.TEMPO, new RankRequest.Range(199, 200)), 9, Terms.DEFAULT
                .accept(Accept.DEFAULT))));
    assertThat(reply.refused()).isEmpty();
    assertThat(reply.ranked().get(0).source()).isEqualTo(Source.DEFAULT);
    assertThat(reply.ranked().get(0).passedUnknown()).containsExactlyInAnyOrder("energy", "tempo");
  }

  @Test
  void rank_targetThatNoTrackHas_isRefused() {
    assertThatThrownBy(() -> new RankRequest(List.of(spotify(1)), Hints.NONE, Map.of(),
        Map.of(Target.KEY, new RankRequest.Wanted(20, null, 1)), Map.of(), 9, Terms.DEFAULT))
        .hasMessage("targets.key.value must be from -1 to 11, not 20.0");
  }

  @Test
  void rank_completeOutage_endsInTimeOnGuesses_thenOnFacts() {
    rig.service.hold();
    // Cold are the caches; that code runs for the first time is another matter.
    Rig.get(rig.engine().rank(new RankRequest(List.of(spotify(500)), Hints.NONE, Map.of(),
        Map.of(), Map.of(), 1, Terms.DEFAULT.accept(Accept.DEFAULT).waitMs(0))));
    RankRequest request = new RankRequest(spotify(301, 401), genre("trap"),
        Map.of(spotify(390), genre("ambient")),
        Map.of(Target.ENERGY, new RankRequest.Wanted(0.65, 0.4, 1)), Map.of(), 200,
        Terms.DEFAULT.accept(Accept.DEFAULT).waitMs(2_500));
    long begun = System.nanoTime();
    RankReply reply = Rig.get(rig.engine().rank(request));
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(2_500));
    assertThat(reply.ranked()).hasSize(100).allSatisfy(each -> {
      assertThat(each.status()).isEqualTo(Status.GUESSED);
      assertThat(each.source()).isEqualTo(Source.DEFAULT);
      assertThat(each.reason()).isEqualTo(Reason.TIMED_OUT);
      assertThat(each.confidence()).isBetween(0.0, 0.5);
      assertThat(each.score()).as("discounted").isLessThanOrEqualTo(each.confidence());
    });
    assertThat(reply.ranked().get(99).id()).as("calm").isEqualTo(spotify(390));
    rig.service.release();
    await().untilAsserted(() -> assertThat(Rig.get(rig.engine().rank(request)).ranked().get(0))
        .satisfies(first -> {
          assertThat(first.id()).isEqualTo(spotify(399));
          assertThat(first.source()).isEqualTo(Source.NEAR);
        }));
  }

  @Test
  void rank_overBusAndHttp_isTheSame() throws Exception {
    JsonObject body = new JsonObject()
        .put("tracks", new JsonArray().add(spotify(304)).add(new JsonObject()
            .put("id", spotify(10)).put("hints", new JsonObject().put("genres", "trap"))))
        .put("targets", new JsonObject().put("energy", 0.304))
        .put("filters", new JsonObject().put("tempo", new JsonObject().put("min", 10)));
    rig.features(spotify(304), spotify(10));
    JsonObject overBus = (JsonObject) Rig.get(
        rig.vertx.eventBus().request("recobeat.v1.rank", body)).body();
    JsonObject first = overBus.getJsonArray("ranked").getJsonObject(0);
    assertThat(first).isEqualTo(new JsonObject().put("id", spotify(304)).put("score", 1.0)
        .put("status", "found").put("source", "near").put("confidence", 1.0)
        .put("passedUnknown", new JsonArray().add("tempo")));
    assertThat(overBus.getJsonArray("ranked").getJsonObject(1).getString("status"))
        .isEqualTo("guessed");
    int port = Rig.get(rig.engine().listen());
    String overHttp = HttpClient.newHttpClient().send(HttpRequest
        .newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/rank"))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body.encode())).build(), BodyHandlers.ofString()).body();
    assertThat(new JsonObject(overHttp)).isEqualTo(overBus);
  }

  private static Hints genre(String name) {
    return new Hints(List.of(), null, null, List.of(name));
  }

  private static RankRequest request(Accept accept, List<String> tracks, int limit) {
    return new RankRequest(tracks, Hints.NONE, Map.of(),
        Map.of(Target.ENERGY, new RankRequest.Wanted(0.3041, 0.01, 1)),
        Map.of(Target.ENERGY, new RankRequest.Range(0.303, Double.POSITIVE_INFINITY)),
        limit, Terms.DEFAULT.accept(accept));
  }
}
