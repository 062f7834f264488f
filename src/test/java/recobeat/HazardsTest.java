package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static recobeat.Tracks.artistUuid;
import static recobeat.Tracks.isrc;
import static recobeat.Tracks.spotify;
import static recobeat.Tracks.uuid;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import recobeat.message.IdsRequest;
import recobeat.message.MappingRequest;
import recobeat.message.RecommendationRequest;
import recobeat.message.Reply;
import recobeat.message.Terms;
import recobeat.metrics.Counter;
import recobeat.model.Mapping;
import recobeat.model.Outcome;
import recobeat.model.Reason;
import recobeat.model.Source;
import recobeat.model.Status;

/** Failures that systems of this kind shipped, against a real Redis and a real HTTP service. */
@Timeout(60)
class HazardsTest {

  private static final String ONCE = "retry.attemptsMax=1";

  @TempDir
  Path dir;

  @Test
  @DisplayName("hazard 1: who started a load leaves, and the others who joined do not fail")
  void join_starterLeaves_othersAreAnswered() {
    try (Rig rig = new Rig(dir)) {
      rig.service.hold();
      Future<Reply> starter = rig.engine().audioFeatures(
          new IdsRequest(List.of(spotify(1)), Terms.DEFAULT.waitMs(300)));
      await().until(() -> rig.service.calls.size() == 1);
      Future<Reply> joined = rig.ask(List.of(spotify(1)));
      assertThat(Rig.get(starter).outcomes().get(0).reason()).isEqualTo(Reason.TIMED_OUT);
      rig.service.release();
      Outcome outcome = Rig.get(joined).outcomes().get(0);
      assertThat(outcome.status()).isEqualTo(Status.FOUND);
      assertThat(outcome.source()).isEqualTo(Source.JOINED);
      assertThat(rig.service.calls).hasSize(1);
    }
  }

  @Test
  @DisplayName("hazard 2: a load hangs past its limit, the key is free again, the next one leads")
  void call_hangs_nextCallerLeads() {
    try (Rig rig = new Rig(dir, ONCE, "upstream.timeout=200ms")) {
      rig.service.next(request -> { });
      assertThat(rig.features(spotify(1)).get(0).reason()).isEqualTo(Reason.UNAVAILABLE);
      assertThat(rig.features(spotify(1)).get(0).source()).isEqualTo(Source.RECOBEAT);
    }
  }

  @Test
  @DisplayName("hazard 3: a refresh fails while a waiter joins: it is told so, the next one leads")
  void refresh_failsWhileJoined_waiterIsToldAndNextLeads() {
    try (Rig rig = new Rig(dir, ONCE, "life.features.found=1s", "life.jitter=0")) {
      rig.features(spotify(1));
      rig.service.next(request -> rig.vertx.setTimer(300, late ->
          request.response().setStatusCode(500).end()));
      await().until(() -> rig.features(spotify(1)).get(0).source() == Source.STALE);
      await().until(() -> rig.service.calls.size() == 2);
      Outcome joined = Rig.get(rig.askFresh(List.of(spotify(1)))).outcomes().get(0);
      assertThat(joined.reason()).isEqualTo(Reason.UNAVAILABLE);
      assertThat(rig.service.calls).hasSize(2);
      Outcome next = Rig.get(rig.askFresh(List.of(spotify(1)))).outcomes().get(0);
      assertThat(next.source()).isEqualTo(Source.RECOBEAT);
    }
  }

  @Test
  @DisplayName("hazard 4: one of two chunks fails, and only its ids fail")
  void chunk_fails_othersAreAnswered() {
    try (Rig rig = new Rig(dir, ONCE)) {
      rig.service.next(500, "no"); // Whichever of the two arrives first.
      List<Outcome> outcomes = rig.features(ids(1, 51));
      assertThat(rig.service.calls).hasSize(2);
      Set<String> lost = Set.copyOf(rig.service.calls.get(0).ids());
      assertThat(outcomes).hasSize(50)
          .allMatch(o -> (o.status() == Status.FAILED) == lost.contains(o.id()));
    }
  }

  @Test
  @DisplayName("hazard 5: duplicate and aliased ids take one slot, the cap counts distinct ids")
  void ask_duplicatesAndAliases_oneSlotEach() {
    try (Rig rig = new Rig(dir)) {
      rig.tracks(spotify(1)); // Now it is known which names belong together.
      rig.service.calls.clear();
      List<String> asked = new ArrayList<>(ids(1, 41));
      asked.addAll(ids(1, 41));
      asked.add(uuid(1));
      asked.add(uuid(1).toUpperCase());
      List<Outcome> outcomes = rig.features(asked);
      assertThat(rig.service.calls).hasSize(1);
      assertThat(rig.service.idsAsked()).hasSize(40).doesNotHaveDuplicates();
      assertThat(outcomes).hasSize(82);
      assertThat(outcomes.get(80).value()).isEqualTo(outcomes.get(0).value()).isNotNull();
      assertThat(outcomes.get(81).value()).isEqualTo(outcomes.get(0).value());
      assertThat(outcomes.stream().map(Outcome::id)).isEqualTo(asked);
    }
  }

  @Test
  @DisplayName("hazard 7: who joined a failed flight gets its error, and nobody retries one by one")
  void join_flightFails_allFailWithOneCall() {
    try (Rig rig = new Rig(dir, ONCE)) {
      rig.service.next(request -> rig.vertx.setTimer(300, id ->
          request.response().setStatusCode(500).end()));
      List<Future<Reply>> asked = times(50, () -> rig.ask(List.of(spotify(1))));
      for (Future<Reply> reply : asked) {
        assertThat(Rig.get(reply).outcomes().get(0).reason()).isEqualTo(Reason.UNAVAILABLE);
      }
      assertThat(rig.service.calls).hasSize(1);
    }
  }

  @Test
  @DisplayName("hazard 8: 1,000 waiters released together make no call, and block no event loop")
  void release_thousandWaiters_noSpikeNoBlock() {
    try (Rig rig = new Rig(dir)) {
      rig.service.hold();
      List<Future<Reply>> asked = times(1_000, () -> rig.ask(ids(1, 11)));
      await().until(() -> rig.service.calls.size() == 1);
      LoopLag lag = new LoopLag(rig.vertx);
      rig.service.release();
      for (Future<Reply> reply : asked) {
        assertThat(Rig.get(reply).outcomes()).hasSize(10)
            .noneMatch(outcome -> outcome.status() == Status.FAILED);
      }
      assertThat(rig.service.calls).hasSize(1);
      assertThat(lag.stop()).as("longest turn of an event loop, ms").isLessThan(1_000);
    }
  }

  @Test
  @DisplayName("hazard 9: negative answers do not serialise the waiters")
  void absent_manyWaiters_oneCallForAll() {
    try (Rig rig = new Rig(dir)) {
      List<Future<Reply>> asked = times(100, () -> rig.ask(List.of(spotify(10))));
      for (Future<Reply> reply : asked) {
        assertThat(Rig.get(reply).outcomes().get(0).status()).isEqualTo(Status.ABSENT);
      }
      assertThat(rig.features(spotify(10)).get(0).source()).isEqualTo(Source.NEAR);
      assertThat(rig.service.calls).hasSize(1);
    }
  }

  @Test
  @DisplayName("hazard 11: a truncated answer and a 5xx create no negative entries")
  void answer_shortened_marksNothingMissing() {
    try (Rig rig = new Rig(dir, ONCE)) {
      rig.service.next(ScriptedService::truncate);
      assertThat(rig.features(spotify(1), spotify(2))).allMatch(o -> o.status() == Status.FAILED);
      rig.service.next(502, "{\"content\":[]}");
      assertThat(rig.features(spotify(1), spotify(2))).allMatch(o -> o.status() == Status.FAILED);
      assertThat(rig.features(spotify(1), spotify(2))).allMatch(o -> o.status() == Status.FOUND);
    }
  }

  @Test
  @DisplayName("hazard 19: at its limit the HTTP request itself is cancelled")
  void call_overLimit_isCancelled() {
    try (Rig rig = new Rig(dir, ONCE, "upstream.timeout=200ms")) {
      rig.service.next(request -> { });
      rig.features(spotify(1));
      await().untilAsserted(() -> assertThat(rig.service.cancelled).hasValue(1));
    }
  }

  @Test
  @DisplayName("hazard 19: also when the body trickles in, so that the client is never idle")
  void call_trickles_isCancelled() {
    try (Rig rig = new Rig(dir, ONCE, "upstream.timeout=300ms")) {
      rig.service.next(request -> {
        request.response().setChunked(true);
        rig.vertx.setPeriodic(50, id -> request.response().write(" "));
      });
      assertThat(rig.features(spotify(1)).get(0).reason()).isEqualTo(Reason.UNAVAILABLE);
      await().untilAsserted(() -> assertThat(rig.service.cancelled).hasValue(1));
    }
  }

  @Test
  @DisplayName("hazard 21: RecoBeat ids given to the conversion are found, with their features")
  void ids_ofRecobeatIds_areFoundNotMissing() {
    try (Rig rig = new Rig(dir)) {
      Outcome mapped = Rig.get(rig.engine().ids(MappingRequest.of(List.of(uuid(1))))).outcomes()
          .get(0);
      assertThat(mapped.status()).isEqualTo(Status.FOUND);
      assertThat(Mapping.of(mapped.value())).isEqualTo(new Mapping(uuid(1), spotify(1)));
      assertThat(rig.features(uuid(1), spotify(1))).allMatch(o -> o.status() == Status.FOUND);
    }
  }

  @Test
  @DisplayName("hazard 22: features are fetched in bulk")
  void features_ofHundredTracks_threeCalls() {
    try (Rig rig = new Rig(dir)) {
      rig.features(ids(1, 101));
      assertThat(rig.service.calls).hasSize(3)
          .allMatch(call -> call.path().equals("/v1/audio-features"));
    }
  }

  @Test
  @DisplayName("hazard 23: while a call hangs, everything else goes on")
  void call_hangs_othersGoOn() {
    try (Rig rig = new Rig(dir)) {
      rig.service.next(request -> { });
      rig.ask(List.of(spotify(1)));
      await().until(() -> rig.service.calls.size() == 1);
      assertThat(rig.features(spotify(2)).get(0).status()).isEqualTo(Status.FOUND);
      assertThat(rig.tracks(spotify(1)).get(0).status()).isEqualTo(Status.FOUND);
      assertThat(rig.features(spotify(2)).get(0).source()).isEqualTo(Source.NEAR);
    }
  }

  @Test
  @DisplayName("hazard 24: overlapping batches share what overlaps, in flight and cached")
  void ask_overlapping_sharesCalls() {
    try (Rig rig = new Rig(dir)) {
      rig.service.hold();
      Future<Reply> first = rig.ask(ids(1, 31));
      await().until(() -> rig.service.calls.size() == 1);
      List<String> turned = new ArrayList<>(ids(11, 41));
      Collections.reverse(turned);
      Future<Reply> second = rig.ask(turned);
      await().until(() -> rig.service.calls.size() == 2);
      rig.service.release();
      Rig.get(first);
      assertThat(Rig.sources(Rig.get(second).outcomes()))
          .containsOnly(Source.JOINED, Source.RECOBEAT);
      assertThat(rig.service.idsAsked()).doesNotHaveDuplicates().hasSize(40);
      rig.features(ids(5, 35));
      assertThat(rig.service.calls).hasSize(2);
    }
  }

  @Test
  @DisplayName("hazard 24: the order of seeds does not matter")
  void recommendations_seedsInAnyOrder_oneCall() {
    try (Rig rig = new Rig(dir)) {
      List<String> seeds = List.of(spotify(3), spotify(1), spotify(2));
      Rig.get(rig.engine().recommendations(RecommendationRequest.of(seeds, 20)));
      Outcome again = Rig.get(rig.engine().recommendations(RecommendationRequest.of(
          List.of(spotify(2), spotify(3), spotify(1), spotify(1)), 20)));
      assertThat(again.source()).isEqualTo(Source.NEAR);
      assertThat(rig.service.calls).hasSize(1);
    }
  }

  @Test
  @DisplayName("hazard 26: no call ever carries more than 40 ids")
  void ask_manyAtOnce_neverMoreThanForty() {
    try (Rig rig = new Rig(dir)) {
      List<Future<Reply>> asked = IntStream.range(0, 30)
          .mapToObj(caller -> rig.ask(ids(1 + caller * 17, 100 + caller * 17))).toList();
      asked.forEach(Rig::get);
      assertThat(rig.service.calls).allMatch(call -> call.ids().size() <= 40);
      assertThat(rig.service.idsAsked()).doesNotHaveDuplicates();
      assertThat(new HashSet<>(rig.service.idsAsked())).hasSize(29 * 17 + 99);
    }
  }

  @Test
  @DisplayName("hazard 27: a 404 or any error on a multi-id call marks nothing missing")
  void bulk_refused_marksNothingMissing() {
    try (Rig rig = new Rig(dir, ONCE)) {
      for (int status : new int[] {404, 400, 403, 500}) {
        rig.service.next(status, "{\"status\":4041,\"error\":\"not found\"}");
        assertThat(rig.features(spotify(1), spotify(2)))
            .allMatch(o -> o.status() == Status.FAILED);
      }
      assertThat(rig.features(spotify(1), spotify(2))).allMatch(o -> o.status() == Status.FOUND);
    }
  }

  @Test
  @DisplayName("hazard 28: a row that matches nothing asked is dropped, not guessed to belong")
  void row_matchesNothing_isDropped() {
    try (Rig rig = new Rig(dir)) {
      rig.service.next(200, ScriptedService.content(List.of(Tracks.features(7))));
      assertThat(rig.features(spotify(1)).get(0).status()).isEqualTo(Status.ABSENT);
      assertThat(rig.count(Counter.ROWS_DROPPED)).isOne();
      rig.features(spotify(7));
      assertThat(rig.service.calls).as("nothing was learned of 7").hasSize(2);
    }
  }

  @Test
  @DisplayName("hazard 28: a mapping that contradicts is counted, and the older one is kept")
  void mapping_contradicts_olderIsKept() {
    try (Rig rig = new Rig(dir)) {
      rig.features(spotify(1));
      // Asked for 2, the service says in passing that 1 has another Spotify id.
      rig.service.next(200, ScriptedService.content(List.of(
          Tracks.features(2, uuid(1), spotify(2)))));
      rig.features(spotify(2));
      await().untilAsserted(() ->
          assertThat(rig.count(Counter.CONTRADICTIONS)).isOne());
      Outcome mapped = Rig.get(rig.engine().ids(MappingRequest.of(List.of(uuid(1))))).outcomes()
          .get(0);
      assertThat(Mapping.of(mapped.value()).spotify()).isEqualTo(spotify(1));
      rig.restart();
      mapped = Rig.get(rig.engine().ids(MappingRequest.of(List.of(uuid(1))))).outcomes().get(0);
      assertThat(Mapping.of(mapped.value()).spotify()).isEqualTo(spotify(1));
    }
  }

  @Test
  @DisplayName("hazard 29: tracks without features and empty recommendations are remembered")
  void absent_featuresAndRecommendations_areRemembered() {
    try (Rig rig = new Rig(dir)) {
      assertThat(rig.tracks(spotify(5)).get(0).status()).isEqualTo(Status.FOUND);
      assertThat(rig.features(spotify(5)).get(0).status()).isEqualTo(Status.ABSENT);
      rig.service.next(200, "{\"content\":[]}");
      RecommendationRequest empty = RecommendationRequest.of(List.of(spotify(1)), 5);
      rig.service.next(400, "{\"status\":4002,\"error\":\"Cannot find any track\"}");
      RecommendationRequest unknown = RecommendationRequest.of(List.of(spotify(10)), 5);
      assertThat(Rig.get(rig.engine().recommendations(empty)).status()).isEqualTo(Status.ABSENT);
      assertThat(Rig.get(rig.engine().recommendations(unknown)).status()).isEqualTo(Status.ABSENT);
      rig.restart();
      rig.service.calls.clear();
      assertThat(rig.tracks(spotify(5)).get(0).status()).isEqualTo(Status.FOUND);
      assertThat(rig.features(spotify(5)).get(0).status()).isEqualTo(Status.ABSENT);
      assertThat(Rig.get(rig.engine().recommendations(empty)).status()).isEqualTo(Status.ABSENT);
      assertThat(Rig.get(rig.engine().recommendations(unknown)).status()).isEqualTo(Status.ABSENT);
      assertThat(rig.service.calls).isEmpty();
    }
  }

  @Test
  @DisplayName("hazard 32: the reverse map is read: RecoBeat ids cost no call once they are known")
  void reverseMap_known_isRead() {
    try (Rig rig = new Rig(dir)) {
      rig.features(spotify(1));
      rig.tracks(spotify(2));
      for (int restarts = 0; restarts < 2; restarts++) {
        rig.service.calls.clear();
        Outcome mapped = Rig.get(rig.engine().ids(MappingRequest.of(List.of(uuid(1))))).outcomes()
            .get(0);
        assertThat(Mapping.of(mapped.value()).spotify()).isEqualTo(spotify(1));
        assertThat(rig.features(uuid(1)).get(0).status()).isEqualTo(Status.FOUND);
        assertThat(rig.tracks(uuid(2)).get(0).status()).isEqualTo(Status.FOUND);
        assertThat(Rig.get(rig.engine().artists(IdsRequest.of(artistUuid(2)))).outcomes().get(0)
            .status()).isEqualTo(Status.FOUND);
        assertThat(rig.service.calls).isEmpty();
        rig.restart();
      }
    }
  }

  @Test
  void isrc_asked_isListOfAllItsTracks() {
    try (Rig rig = new Rig(dir)) {
      Outcome both = rig.tracks(isrc(1)).get(0);
      assertThat(both.value().parse().toString())
          .contains(uuid(1)).contains(uuid(1001)).startsWith("[");
      assertThat(rig.tracks(spotify(1), uuid(1001))).allMatch(o -> o.source() == Source.NEAR);
      assertThat(rig.service.calls).hasSize(1);
    }
  }

  private static List<String> ids(int from, int to) {
    return Tracks.spotify(from, to);
  }

  private static <T> List<T> times(int count, java.util.function.Supplier<T> what) {
    return IntStream.range(0, count).mapToObj(i -> what.get()).toList();
  }
}
