package recobeat.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import recobeat.message.Call;
import recobeat.message.Get;
import recobeat.message.Recent;
import recobeat.message.WorkflowReport;
import recobeat.metrics.Counter;
import recobeat.metrics.Counters;
import recobeat.metrics.Totals;
import recobeat.model.Endpoint;
import recobeat.model.Key;
import recobeat.model.Kind;
import recobeat.model.Reason;

/** What is told of the last hour and of each minute of it, and how it is judged. */
class HistoryTest {

  private final Counters counters = new Counters();
  private final History history = new History(Totals.none(), 0);

  @Test
  void point_minuteOver_tellsOfThatMinuteOnly() {
    calls(3);
    pass(5_000);
    for (int step = 2; step <= 12; step++) {
      pass(step * 5_000);
    }
    assertThat(last("calls")).isEqualTo(3L);
    pass(65_000);
    assertThat(last("calls")).isEqualTo(0L);
    calls(2);
    pass(70_000);
    assertThat(last("calls")).isEqualTo(2L);
    assertThat(last("p50")).isEqualTo(1961.1715);
  }

  @Test
  void point_tooEarly_isNone() {
    assertThat(history.onTime(counters.totals(), null, 4_999, 0)).isNull();
    assertThat(history.onTime(counters.totals(), null, 5_000, 0)).isNotNull();
  }

  @Test
  void point_nothingAsked_hasNoHitRate() {
    pass(5_000);
    assertThat(last("hitRate")).isNull();
    assertThat(last("p99")).isNull();
    assertThat(last("memory")).isNull();
  }

  @Test
  void hour_over_forgetsWhatWasBefore() {
    calls(1);
    for (int step = 1; step <= 720; step++) {
      pass(step * 5_000L);
    }
    assertThat(history.hour(counters.totals()).calls()).isEqualTo(1);
    assertThat(history.hourMs(3_600_000)).isEqualTo(3_600_000);
    pass(3_605_000);
    assertThat(history.hour(counters.totals()).calls()).isZero();
    assertThat(history.hourMs(3_605_000)).isEqualTo(3_600_000);
    JsonObject json = history.toJson();
    for (String curve : json.fieldNames()) {
      assertThat(json.getJsonArray(curve)).as(curve).hasSize(720);
    }
  }

  @Test
  void figures_nothingYet_areNeitherMetNorMissed() {
    JsonObject figures = Figures.of(Totals.none(), List.of());
    for (String name : List.of("hitRateFeatures", "hitRateIds", "callsPerWorkflow")) {
      assertThat(figures.getJsonObject(name).containsKey("met")).isTrue();
      assertThat(figures.getJsonObject(name).getValue("met")).as(name).isNull();
    }
  }

  @Test
  void figures_atTheirBounds_areJudgedAsThePlanSays() {
    counters.onNear(Kind.FEATURES, 6, 1, 3, List.of(new Key(Kind.FEATURES, "x")));
    counters.onNear(Kind.TRACK_ID, 79, 0, 21, List.of());
    JsonObject figures = Figures.of(counters.totals(), List.of(
        workflow(20, 149_999), workflow(19.9, 150_000), workflow(21, 150_001)));
    assertThat(figures.getJsonObject("hitRateFeatures").getDouble("value")).isEqualTo(0.7);
    assertThat(figures.getJsonObject("hitRateFeatures").getBoolean("met")).isTrue();
    assertThat(figures.getJsonObject("hitRateIds").getBoolean("met")).isFalse();
    assertThat(figures.getJsonObject("callsPerWorkflow").getDouble("value")).isEqualTo(20);
    assertThat(figures.getJsonObject("callsPerWorkflow").getBoolean("met")).isFalse();
    assertThat(figures.getJsonObject("secondsPerWorkflow").getBoolean("met")).isFalse();
    assertThat(figures.getJsonObject("missingFeatures").getDouble("value")).isEqualTo(0.1);
    assertThat(figures.getJsonObject("defaults").getValue("value")).isNull();
    counters.count(Counter.ESTIMATED, 3);
    counters.count(Counter.DEFAULTED, 1);
    figures = Figures.of(counters.totals(), List.of());
    assertThat(figures.getJsonObject("guessed").getDouble("value")).isEqualTo(0.4);
    assertThat(figures.getJsonObject("defaults").getDouble("value")).isEqualTo(0.25);
  }

  @Test
  void failedAnswers_moreThanCallsThatFailed_areTooMany() {
    JsonObject failed = Figures.of(counters.totals(), List.of()).getJsonObject("failed");
    assertThat(failed.getValue("met")).isNull();
    counters.onNear(Kind.FEATURES, 0, 0, 4, List.of());
    failed = Figures.of(counters.totals(), List.of()).getJsonObject("failed");
    assertThat(failed.getDouble("atMost")).isZero();
    assertThat(failed.getBoolean("met")).isTrue();
    counters.onAnswered(List.of(new Key(Kind.FEATURES, "x")), new Get.Reply(
        List.of(Get.Answer.failed(Reason.TIMED_OUT)), Set.of()));
    failed = Figures.of(counters.totals(), List.of()).getJsonObject("failed");
    assertThat(failed.getDouble("value")).isEqualTo(0.25);
    assertThat(failed.getBoolean("met")).isFalse();
    calls(2);
    counters.onCall(Endpoint.TRACKS, new Call.Throttled(1), 1, 1, 1);
    counters.onCall(Endpoint.TRACKS, new Call.Broken("HTTP 500"), 1, 1, 1);
    failed = Figures.of(counters.totals(), List.of()).getJsonObject("failed");
    assertThat(failed.getDouble("atMost")).isEqualTo(0.5);
    assertThat(failed.getBoolean("met")).isTrue();
  }

  @Test
  void workflow_thatStillRuns_isNotJudgedBesideOneThatIsOver() {
    Recent.Workflow runs = new Recent.Workflow(
        new WorkflowReport("r", 1, 0, 0, 0, 0, 1, 10), 0, 1, 0);
    JsonObject figures =
        Figures.of(counters.totals(), List.of(runs, workflow(30, 1_000), runs));
    assertThat(figures.getJsonObject("callsPerWorkflow").getDouble("value")).isEqualTo(30);
    figures = Figures.of(counters.totals(), List.of(runs));
    assertThat(figures.getJsonObject("callsPerWorkflow").getDouble("value")).isEqualTo(1);
  }

  private static Recent.Workflow workflow(double calls, long durationMs) {
    return new Recent.Workflow(
        new WorkflowReport("w", 1, 0, 0, 0, 0, calls, durationMs), 0, 0, 0);
  }

  private void calls(int calls) {
    for (int i = 0; i < calls; i++) {
      counters.onCall(Endpoint.TRACKS, new Call.Nothing(), 1, 1, 2_000);
    }
  }

  private void pass(long nowMs) {
    history.onTime(counters.totals(), null, nowMs, nowMs);
  }

  private Object last(String curve) {
    JsonArray values = history.toJson().getJsonArray(curve);
    return values.getValue(values.size() - 1);
  }
}
