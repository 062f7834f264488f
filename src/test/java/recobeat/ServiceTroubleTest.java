package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static recobeat.Tracks.isrc;
import static recobeat.Tracks.spotify;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import recobeat.message.IdsRequest;
import recobeat.message.ListRequest;
import recobeat.message.Listing;
import recobeat.message.Noun;
import recobeat.message.Reply;
import recobeat.message.Survey;
import recobeat.message.Terms;
import recobeat.message.WorkflowReport;
import recobeat.message.WorkflowRequest;
import recobeat.metrics.CallOutcome;
import recobeat.metrics.Counter;
import recobeat.model.Outcome;
import recobeat.model.Reason;
import recobeat.model.Source;
import recobeat.model.Status;

/** The service says no, later, nothing or too little; callers come, wait and leave all the same. */
@Timeout(60)
class ServiceTroubleTest {

  @TempDir
  Path dir;

  @Test
  void call_brokenOnce_isTriedAgain() {
    try (Rig rig = new Rig(dir)) {
      rig.service.next(500, "no");
      rig.service.next(ScriptedService::truncate);
      assertThat(rig.features(spotify(1)).get(0).status()).isEqualTo(Status.FOUND);
      assertThat(rig.service.calls).hasSize(3);
    }
  }

  @Test
  void call_sent_namesItselfAndWhatItTakes() {
    List<String> seen = new CopyOnWriteArrayList<>();
    try (Rig rig = new Rig(dir)) {
      rig.service.next(request -> {
        seen.add(request.getHeader("User-Agent") + ' ' + request.getHeader("Accept"));
        request.response().end("{\"content\":[]}");
      });
      rig.features(spotify(1));
    }
    assertThat(seen).containsExactly("recobeat-engine/0.1 application/json");
  }

  @Test
  void throttled_oneCall_stopsAllForAsLongAsTold() {
    try (Rig rig = new Rig(dir, "upstream.fetchers=4")) {
      long[] saidNo = new long[1];
      rig.service.next(request -> {
        saidNo[0] = System.nanoTime();
        request.response().setStatusCode(429).putHeader("Retry-After", "1").end();
      });
      Future<Reply> first = rig.ask(List.of(spotify(1)));
      await().until(() -> rig.calls(CallOutcome.THROTTLED) == 1);
      List<Outcome> others = Rig.get(rig.engine().tracks(IdsRequest.of(spotify(2)))).outcomes();
      assertThat(System.nanoTime() - saidNo[0]).isGreaterThanOrEqualTo(990_000_000L);
      assertThat(others.get(0).status()).isEqualTo(Status.FOUND);
      assertThat(Rig.get(first).outcomes().get(0).status()).isEqualTo(Status.FOUND);
    }
  }

  @Test
  void breaker_open_idsOutlastItAndCallsNotMadeCostNothing() {
    try (Rig rig = new Rig(dir, "retry.attemptsMax=3", "breaker.failuresMax=2",
        "breaker.resetAfter=700ms")) {
      rig.service.next(500, "no");
      rig.service.next(500, "no");
      List<String> changes = new CopyOnWriteArrayList<>();
      rig.vertx.eventBus().<io.vertx.core.json.JsonObject>consumer("recobeat.v1.event.breaker",
          event -> changes.add(event.body().getString("state")));
      Reply reply = Rig.get(rig.engine().audioFeatures(
          new IdsRequest(List.of(spotify(1)), Terms.DEFAULT.workflow("w"))));
      assertThat(reply.outcomes().get(0).status()).isEqualTo(Status.FOUND);
      assertThat(rig.service.calls).hasSize(3);
      assertThat(rig.calls()).isEqualTo(3);
      assertThat(Rig.get(rig.engine().workflow(new WorkflowRequest("w"))).calls()).isEqualTo(3);
      await().untilAsserted(() ->
          assertThat(changes).containsExactly("open", "half-open", "closed"));
    }
  }

  @Test
  void breaker_openForTooLong_idsFailSoon() {
    try (Rig rig = new Rig(dir, "breaker.failuresMax=1", "breaker.resetAfter=30s",
        "retry.outageMax=0s")) {
      rig.service.next(500, "no");
      assertThat(rig.features(spotify(1)).get(0).reason()).isEqualTo(Reason.UNAVAILABLE);
    }
  }

  @Test
  void poisonedId_breaksItsCalls_standsAloneInTheEnd() {
    try (Rig rig = new Rig(dir, "breaker.failuresMax=1000", "breaker.callsMin=1000",
        "retry.backoff=200ms")) {
      rig.service.poison(spotify(17));
      Future<Reply> all = rig.ask(Tracks.spotify(1, 40));
      await().until(() -> rig.calls(CallOutcome.BROKEN) > 0);
      // Others go well meanwhile, so it is not the service.
      assertThat(rig.tracks(spotify(51)).get(0).status()).isEqualTo(Status.FOUND);
      List<Outcome> outcomes = Rig.get(all).outcomes();
      assertThat(outcomes).filteredOn(outcome -> outcome.status() == Status.FAILED)
          .extracting(Outcome::id).containsExactly(spotify(17));
      assertThat(rig.service.calls).as("calls").hasSizeLessThan(25);
    }
  }

  @Test
  void retries_everythingBreaks_areAShareOfTheCalls() {
    try (Rig rig = new Rig(dir, "breaker.failuresMax=10000", "breaker.callsMin=10000",
        "retry.reservePerMinute=0", "retry.share=0.2", "batch.sizeMax=1")) {
      for (int i = 0; i < 300; i++) {
        rig.service.next(500, "no");
      }
      assertThat(Rig.statuses(rig.features(Tracks.spotify(1, 100))))
          .containsOnly(Status.FAILED);
      // 10 saved ones, and a fifth of all calls, repeated ones too.
      assertThat(rig.service.calls.size()).isBetween(111, 138);
      assertThat(rig.count(Counter.BUDGET_SPENT)).as("few had all attempts").isBetween(90L, 100L);
    }
  }

  @Test
  @DisplayName("hazard 15: a restart during throttling: the learned rate and the pause survive")
  void restart_whileThrottled_rateAndPauseSurvive() {
    try (Rig rig = new Rig(dir, "gate.ratePerSecond=1000")) {
      rig.service.next(request -> request.response()
          .setStatusCode(429).putHeader("Retry-After", "3").end());
      rig.ask(List.of(spotify(1)));
      await().until(() -> rig.calls(CallOutcome.THROTTLED) == 1);
      long refused = System.nanoTime();
      Survey.Reply before = survey(rig);
      rig.restart();
      Survey.Reply after = survey(rig);
      assertThat(after.ratePerSecond()).isLessThan(1000)
          .isCloseTo(before.ratePerSecond(), within(1e-6));
      assertThat(after.pausedMs()).isBetween(1L, before.pausedMs());
      int calls = rig.service.calls.size();
      assertThat(rig.features(spotify(1)).get(0).status()).isEqualTo(Status.FOUND);
      assertThat(System.nanoTime() - refused).isGreaterThanOrEqualTo(2_900_000_000L);
      assertThat(rig.service.calls).hasSize(calls + 1);
    }
  }

  @Test
  @DisplayName("hazard 16: the retry budget is exhausted: the original attempt may still finish")
  void budget_exhausted_originalAttemptFinishes() {
    AtomicReference<HttpServerRequest> slow = new AtomicReference<>();
    try (Rig rig = new Rig(dir, "retry.share=0", "retry.reservePerMinute=0",
        "breaker.failuresMax=1000", "breaker.callsMin=1000")) {
      int id = 10;
      while (rig.count(Counter.BUDGET_SPENT) == 0) {
        rig.service.next(500, "no");
        assertThat(rig.features(spotify(++id))).isNotEmpty();
        assertThat(id).as("calls until the budget is spent").isLessThan(100);
      }
      // What is not to be repeated was made once, and that counts.
      rig.service.next(500, "no");
      assertThat(rig.features(spotify(5)).get(0).reason()).isEqualTo(Reason.UNAVAILABLE);
      rig.service.next(slow::set);
      Future<Reply> original = rig.ask(List.of(spotify(1)));
      await().until(() -> slow.get() != null);
      assertThat(original.isComplete()).isFalse();
      HttpServerRequest last = slow.get();
      last.response().end(ScriptedService.body(last));
      assertThat(Rig.get(original).outcomes().get(0).source()).isEqualTo(Source.RECOBEAT);
    }
  }

  private static Survey.Reply survey(Rig rig) {
    return Rig.get(rig.vertx.eventBus().<Survey.Reply>request(
        "recobeat.v1.internal.survey", new Survey())).body();
  }

  @Test
  void overloaded_partOfARequest_keepsWhatIsKnown() {
    try (Rig rig = new Rig(dir, "queue.flightsMax=1")) {
      rig.features(spotify(1));
      rig.service.hold();
      Future<Reply> waits = rig.ask(List.of(spotify(2)));
      await().until(() -> rig.service.calls.size() == 2);
      List<Outcome> both = Rig.get(rig.engine().audioFeatures(new IdsRequest(
          List.of(spotify(1), spotify(3)), Terms.DEFAULT.workflow("mix")))).outcomes();
      assertThat(both.get(0).status()).isEqualTo(Status.FOUND);
      assertThat(both.get(1).reason()).isEqualTo(Reason.OVERLOADED);
      assertThat(rig.failed(Noun.AUDIO_FEATURES)).isEqualTo(1);
      WorkflowReport report = Rig.get(rig.engine().workflow(new WorkflowRequest("mix")));
      assertThat(report.asked()).isEqualTo(2);
      assertThat(report.failed()).isEqualTo(1);
      rig.service.release();
      assertThat(Rig.get(waits).outcomes().get(0).status()).isEqualTo(Status.FOUND);
    }
  }

  @Test
  void close_whileSomebodyWaits_tellsThemSo() {
    Future<Reply> waits;
    try (Rig rig = new Rig(dir)) {
      rig.features(spotify(1));
      rig.service.hold();
      waits = rig.ask(List.of(spotify(1), spotify(2)));
      await().until(() -> rig.service.calls.size() == 2);
    }
    assertThat(Rig.get(waits).outcomes()).extracting(Outcome::reason)
        .containsExactly(null, Reason.CLOSING);
  }

  @Test
  void rows_withoutANameThatWasAsked_saveIdsFromBeingBelievedAbsent() {
    assertUndecided(isrc(1), row -> row.replaceAll(",\"isrc\":\"[^\"]*\"", ""));
    assertUndecided(spotify(1), row -> row.replaceAll("\"href\":\"[^\"]*\"", "\"href\":null"));
    assertUndecided(spotify(1), row -> row + "],\"content\":[");
  }

  private void assertUndecided(String id, java.util.function.UnaryOperator<String> change) {
    try (Rig rig = new Rig(dir, "retry.attemptsMax=1")) {
      rig.service.next(200, ScriptedService.content(List.of(change.apply(Tracks.features(1)))));
      assertThat(rig.features(id).get(0).status()).as(id).isEqualTo(Status.FAILED);
    }
  }

  @Test
  void list_bySpotifyId_waitsNoLongerThanAsked() {
    try (Rig rig = new Rig(dir)) {
      Consumer<HttpServerRequest> slow = request -> rig.vertx.setTimer(700, late ->
          request.response().end(ScriptedService.body(request)));
      rig.service.next(slow);
      rig.service.next(request -> { });
      long start = System.nanoTime();
      Outcome list = Rig.get(rig.engine().list(new ListRequest(Listing.ARTIST_TRACKS,
          Tracks.artistSpotify(1), 0, 25, Terms.DEFAULT.waitMs(1_000))));
      assertThat(list.reason()).isEqualTo(Reason.TIMED_OUT);
      assertThat((System.nanoTime() - start) / 1_000_000).isBetween(990L, 1_500L);
    }
  }

  @Test
  void result_ofAnyAsk_arrivesOnTheCallersContext() {
    try (Rig rig = new Rig(dir)) {
      Context caller = rig.vertx.getOrCreateContext();
      Promise<Boolean> same = Promise.promise();
      caller.runOnContext(on -> rig.ask(List.of(spotify(1)))
          .onComplete(any -> same.complete(Vertx.currentContext() == caller)));
      assertThat(Rig.get(same.future())).isTrue();
      assertThat(rig.features(spotify(1)).get(0).source()).isEqualTo(Source.NEAR);
    }
  }
}
