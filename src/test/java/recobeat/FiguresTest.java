package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import recobeat.message.IdsRequest;
import recobeat.message.Noun;
import recobeat.message.WorkflowReport;

/**
 * A known workload: what the engine's figures, {@code /metrics} and the workflow's account tell of
 * it is what the stand-in and the answers themselves say.
 */
@Timeout(60)
class FiguresTest {

  /** Figures have four digits behind the point. */
  private static final Offset<Double> ROUNDED = within(5.1e-5);

  @TempDir
  Path dir;

  private final Vertx vertx = Vertx.vertx();
  private KnownWorkload known;

  @BeforeEach
  void start() {
    known = new KnownWorkload(vertx, dir, "6s");
  }

  @AfterEach
  void stop() {
    known.close();
    Rig.get(vertx.close());
  }

  @Test
  void workload_known_isToldAlikeEverywhere() throws Exception {
    known.run();
    WorkflowReport report = known.report();
    JsonObject stats = known.stats();
    assertCalls(stats, report);
    assertHits(stats, report);
    assertGaps(stats, report);

    JsonObject workflow = stats.getJsonArray("workflows").getJsonObject(0);
    assertThat(report.durationMs()).isBetween(1L, known.tookMs);
    assertThat(workflow.getLong("durationMs")).isEqualTo(report.durationMs());
    assertThat(value(stats, "secondsPerWorkflow")).isEqualTo(report.durationMs() / 1000.0);
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() ->
        assertThat(known.metric("recobeat_workflow_calls_count")).isEqualTo(1));
    assertThat(known.metric("recobeat_workflow_calls_sum"))
        .isCloseTo(known.sim.counters().requests(), within(1e-9));
    assertThat(known.metric("recobeat_workflow_missing_sum"))
        .isEqualTo(known.sum(tally -> tally.missing));
    assertThat(known.metric("recobeat_workflow_duration_seconds_sum"))
        .isCloseTo(report.durationMs() / 1000.0, within(1e-9));
  }

  private void assertCalls(JsonObject stats, WorkflowReport report) throws Exception {
    JsonObject counts = stats.getJsonObject("counts");
    long calls = known.sim.counters().requests();
    assertThat(calls).as("what the stand-in saw").isBetween(5L, 20L);
    assertThat(known.broken).isEqualTo(1);
    assertThat(known.throttled).isEqualTo(1);
    assertThat(counts.getLong("calls")).isEqualTo(calls);
    assertThat(counts.getJsonObject("outcomes").getLong("broken")).isEqualTo(known.broken);
    assertThat(counts.getJsonObject("outcomes").getLong("throttled")).isEqualTo(known.throttled);
    assertThat(known.metric("recobeat_upstream_calls_total")).isEqualTo(calls);
    assertThat(known.metric("recobeat_upstream_calls_total", "outcome=\"broken\""))
        .isEqualTo(known.broken);
    assertThat(known.metric("recobeat_upstream_calls_total", "outcome=\"throttled\""))
        .isEqualTo(known.throttled);
    assertThat(known.metric("recobeat_upstream_latency_seconds_count")).isEqualTo(calls);
    assertThat(known.metric("recobeat_batch_size_ids_sum"))
        .isEqualTo(known.sim.counters().idsAsked());
    assertThat(report.calls()).isCloseTo(calls, within(1e-9));
    assertThat(value(stats, "callsPerWorkflow")).isEqualTo(calls);
  }

  private void assertHits(JsonObject stats, WorkflowReport report) throws Exception {
    JsonObject counts = stats.getJsonObject("counts");
    KnownWorkload.Tally features = known.tallies.get(Noun.AUDIO_FEATURES);
    long asked = known.sum(tally -> tally.asked);
    long hits = known.sum(KnownWorkload.Tally::hits);
    assertThat(counts.getLong("asked")).isEqualTo(asked).isEqualTo(report.asked());
    assertThat(counts.getLong("hits")).isEqualTo(hits).isEqualTo(report.hits());
    assertThat(known.metric("recobeat_cache_requests_total", "tier=\"near\"")).isEqualTo(asked);
    assertThat(known.metric("recobeat_cache_requests_total", "result=\"hit\"")).isEqualTo(hits);
    KnownWorkload.Tally ids = known.tallies.get(Noun.IDS);
    share(stats, "hitRateFeatures", features.hits(), features.asked);
    share(stats, "hitRateIds", ids.hits(), ids.asked);
    for (Noun noun : known.tallies.keySet()) {
      KnownWorkload.Tally tally = known.tallies.get(noun);
      String kind = "kind=\"" + noun + "\",result=\"";
      assertThat(known.metric("recobeat_cache_requests_total", kind + "hit"))
          .as(noun + " hit").isEqualTo(tally.hits());
      assertThat(known.metric("recobeat_answers_missing_total", "kind=\"" + noun + '"'))
          .as(noun + " missing").isEqualTo(tally.missing);
    }
    saved(counts, "near", known.sum(tally -> tally.near));
    saved(counts, "redis", known.sum(tally -> tally.redis));
    saved(counts, "negative", known.sum(tally -> tally.negative));
    saved(counts, "joined", known.sum(tally -> tally.joined));
    saved(counts, "batched", known.batched);
    assertThat(report.joined()).isEqualTo(known.sum(tally -> tally.joined));
  }

  private void assertGaps(JsonObject stats, WorkflowReport report) throws Exception {
    JsonObject counts = stats.getJsonObject("counts");
    long calls = known.sim.counters().requests();
    long asked = known.sum(tally -> tally.asked);
    KnownWorkload.Tally features = known.tallies.get(Noun.AUDIO_FEATURES);
    long missing = known.sum(tally -> tally.missing);
    JsonObject workflow = stats.getJsonArray("workflows").getJsonObject(0);
    assertThat(features.missing).as("the stand-in lacks some").isGreaterThan(10);
    assertThat(known.metric("recobeat_answers_missing_total")).isEqualTo(missing);
    assertThat(workflow.getLong("missing")).isEqualTo(missing);
    share(stats, "missingFeatures", features.missing, features.asked);
    assertThat(features.guessed).isEqualTo(10).isEqualTo(report.guessed())
        .isEqualTo(counts.getLong("guesses"));
    assertThat(known.metric("recobeat_estimates_kin_total")
        + known.metric("recobeat_estimates_default_total")).isEqualTo(features.guessed);
    share(stats, "guessed", features.guessed, features.asked);
    share(stats, "defaults", features.defaults, features.guessed);
    long failed = known.sum(tally -> tally.failed);
    assertThat(failed).isEqualTo(6).isEqualTo(report.failed());
    assertThat(known.metric("recobeat_answers_failed_total")).isEqualTo(failed);
    share(stats, "failed", failed, asked);
    assertThat(stats.getJsonObject("figures").getJsonObject("failed").getDouble("atMost"))
        .isCloseTo((double) (known.broken + known.throttled) / calls, ROUNDED);
  }

  private static double value(JsonObject stats, String figure) {
    return stats.getJsonObject("figures").getJsonObject(figure).getDouble("value");
  }

  private static void share(JsonObject stats, String figure, double part, double all) {
    assertThat(value(stats, figure)).as(figure).isCloseTo(part / all, ROUNDED);
  }

  private void saved(JsonObject counts, String by, long calls) throws Exception {
    assertThat(calls).as(by).isPositive();
    assertThat(counts.getJsonObject("saved").getLong(by)).as(by).isEqualTo(calls);
    assertThat(known.metric("recobeat_calls_saved_total", "by=\"" + by + "\"")).as(by)
        .isEqualTo(calls);
  }

  @Test
  void latency_ofCallsThatTookAsLongAsTheyWereTold_isTheirPercentiles() throws Exception {
    known.delay();
    JsonObject stats = known.stats();
    KnownWorkload.LATENCIES.forEach((figure, ms) -> assertThat(
        value(stats, "latency" + figure.toUpperCase(Locale.ROOT) + "Ms")).as(figure)
        .isBetween(0.95 * ms, 1.05 * known.waitedMs(figure) + 1));
    for (Map.Entry<String, Integer> each : KnownWorkload.LATENCIES.entrySet()) {
      double share = Integer.parseInt(each.getKey().substring(1)) / 100.0;
      assertThat(known.quantile("recobeat_upstream_latency_seconds", share)).as(each.getKey())
          .isBetween(each.getValue() / 1000.0, 2 * known.waitedMs(each.getKey()) / 1000);
    }
    long calls = known.sim.counters().requests();
    assertThat(stats.getJsonArray("workflows").getJsonObject(0).getDouble("naiveMs"))
        .isCloseTo(calls * value(stats, "latencyP50Ms"), within(calls * 1e-3));
    assertThat(known.metric("recobeat_upstream_latency_seconds_count")).isEqualTo(calls);
    assertThat(known.metric("recobeat_upstream_latency_seconds_sum"))
        .isBetween(known.delayedMs / 1000.0, known.waitedMs() / 1000);
  }

  @Test
  void restart_sameData_countsWhatRedisHadAndTellsItsRegistryAnew() throws Exception {
    List<String> ids = known.sim.catalogue().sampleTracks(20, 5);
    Rig.get(known.engine.audioFeatures(IdsRequest.of(ids)));
    known.restart();
    long before = known.sim.counters().requests();
    Rig.get(known.engine.audioFeatures(IdsRequest.of(ids)));
    assertThat(known.sim.counters().requests()).isEqualTo(before);
    assertThat(known.metric("recobeat_cache_requests_total", "result=\"hit\",tier=\"redis\""))
        .isEqualTo(20);
    assertThat(known.metric("recobeat_upstream_calls_total")).isZero();
    assertThat(known.registry.get("recobeat.cache.requests").tags("kind", "audio-features",
        "tier", "redis", "result", "hit").functionCounter().count()).isEqualTo(20);
    await().untilAsserted(() ->
        assertThat(known.metric("recobeat_redis_memory_bytes")).isPositive());
    assertThat(known.metric("recobeat_redis_latency_seconds_count", "operation=\"find\""))
        .isPositive();
    assertThat(known.metric("recobeat_breaker_state", "state=\"closed\"")).isEqualTo(1);
  }
}
