package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import recobeat.message.IdsRequest;
import recobeat.message.MappingRequest;
import recobeat.message.Reply;
import recobeat.message.Terms;
import recobeat.message.WorkflowReport;
import recobeat.message.WorkflowRequest;
import recobeat.model.Entity;
import recobeat.model.Outcome;
import recobeat.model.Source;
import recobeat.model.Status;
import recobeat.sim.Profile;
import recobeat.sim.Sim;
import recobeat.sim.SimOptions;

/**
 * A known workload: what the page, {@code /metrics} and the workflow's account tell of it is what
 * the stand-in and the answers themselves say.
 */
@Timeout(60)
class FiguresTest {

  private static final int IDS = 100;
  private static final String WORKFLOW = "known";

  @TempDir
  Path dir;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Vertx vertx = Vertx.vertx();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private Sim sim;
  private RecoBeat engine;
  private String base;

  private long missing;
  private long joined;
  private long fromService;
  private long asked;

  @BeforeEach
  void start() {
    sim = Rig.get(Sim.start(vertx, SimOptions.defaults()
        .withProfile(Profile.NONE).withBucket(0, 1)));
    engine = started();
    base = "http://127.0.0.1:" + Rig.get(engine.listen());
  }

  private RecoBeat started() {
    return Rig.get(RecoBeat.start(vertx, RecoBeatOptions.defaults()
        .with("upstream.baseUrl", sim.baseUrl())
        .with("redis.dir", dir.toString())
        .with("gate.ratePerSecond", "1000")
        .with("gate.burst", "100")
        .with("workflow.idle", "3s")
        .with("http.port", "0"), registry));
  }

  @AfterEach
  void stop() {
    Rig.get(engine.close());
    Rig.get(vertx.close());
  }

  @Test
  void workload_known_isToldAlikeEverywhere() throws Exception {
    List<String> ids = new ArrayList<>(sim.catalogue().sampleTracks(IDS, 5));
    for (int unknown = 10; unknown < 20; unknown++) {
      ids.add("unknownToTheStandIn0" + unknown);
    }
    Terms terms = Terms.DEFAULT.workflow(WORKFLOW);
    tally(engine.audioFeatures(new IdsRequest(ids, terms)));
    tally(engine.audioFeatures(new IdsRequest(ids, terms)));
    tally(engine.tracks(new IdsRequest(ids.subList(0, 30), terms)));
    tally(engine.ids(new MappingRequest(Entity.TRACK, ids, terms)));
    WorkflowReport report = Rig.get(engine.workflow(new WorkflowRequest(WORKFLOW)));
    JsonObject stats = stats();
    JsonObject counts = stats.getJsonObject("counts");
    long calls = sim.counters().requests();
    long hits = asked - joined - fromService;

    assertThat(calls).as("what the stand-in saw").isBetween(4L, 10L);
    assertThat(counts.getLong("calls")).isEqualTo(calls);
    assertThat(metric("recobeat_upstream_calls_total")).isEqualTo(calls);
    assertThat(metric("recobeat_upstream_latency_seconds_count")).isEqualTo(calls);
    assertThat(metric("recobeat_batch_size_ids_sum")).isEqualTo(sim.counters().idsAsked());
    assertThat(report.calls()).isCloseTo(calls, within(1e-9));
    assertThat(stats.getJsonObject("figures").getJsonObject("callsPerWorkflow")
        .getDouble("value")).isEqualTo(calls);

    assertThat(counts.getLong("asked")).isEqualTo(asked).isEqualTo(report.asked());
    assertThat(counts.getLong("hits")).isEqualTo(hits).isEqualTo(report.hits());
    assertThat(metric("recobeat_cache_requests_total", "tier=\"near\"")).isEqualTo(asked);
    assertThat(metric("recobeat_cache_requests_total", "result=\"hit\"")).isEqualTo(hits);
    assertThat(metric("recobeat_calls_saved_total", "by=\"joined\"")).isEqualTo(joined)
        .isEqualTo(report.joined());

    assertThat(missing).as("the stand-in lacks some").isPositive();
    assertThat(metric("recobeat_answers_missing_total")).isEqualTo(missing);
    JsonObject workflow = stats.getJsonArray("workflows").getJsonObject(0);
    assertThat(workflow.getLong("missing")).isEqualTo(missing);
    assertThat(workflow.getLong("durationMs")).isEqualTo(report.durationMs());
    assertThat(stats.getJsonObject("figures").getJsonObject("hitRateFeatures").getDouble("value"))
        .isEqualTo(0.5);

    await().untilAsserted(() -> assertThat(metric("recobeat_workflow_calls_count")).isEqualTo(1));
    assertThat(metric("recobeat_workflow_calls_sum")).isCloseTo(calls, within(1e-9));
    assertThat(metric("recobeat_workflow_missing_sum")).isEqualTo(missing);
    assertThat(metric("recobeat_workflow_duration_seconds_sum"))
        .isCloseTo(report.durationMs() / 1000.0, within(1e-9));
  }

  @Test
  void restart_sameData_countsWhatRedisHadAndTellsItsRegistryAnew() throws Exception {
    List<String> ids = sim.catalogue().sampleTracks(20, 5);
    Rig.get(engine.audioFeatures(IdsRequest.of(ids)));
    Rig.get(engine.close());
    assertThat(registry.getMeters()).isEmpty();
    engine = started();
    base = "http://127.0.0.1:" + Rig.get(engine.listen());
    long before = sim.counters().requests();
    Rig.get(engine.audioFeatures(IdsRequest.of(ids)));
    assertThat(sim.counters().requests()).isEqualTo(before);
    assertThat(metric("recobeat_cache_requests_total", "result=\"hit\",tier=\"redis\""))
        .isEqualTo(20);
    assertThat(metric("recobeat_upstream_calls_total")).isZero();
    assertThat(registry.get("recobeat.cache.requests").tags("kind", "audio-features",
        "tier", "redis", "result", "hit").functionCounter().count()).isEqualTo(20);
    await().untilAsserted(() -> assertThat(metric("recobeat_redis_memory_bytes")).isPositive());
    assertThat(metric("recobeat_redis_latency_seconds_count", "operation=\"find\""))
        .isPositive();
    assertThat(metric("recobeat_breaker_state", "state=\"closed\"")).isEqualTo(1);
  }

  private void tally(Future<Reply> answered) {
    for (Outcome outcome : Rig.get(answered).outcomes()) {
      asked++;
      missing += outcome.status() == Status.ABSENT ? 1 : 0;
      joined += outcome.source() == Source.JOINED ? 1 : 0;
      fromService += outcome.source() == Source.RECOBEAT ? 1 : 0;
    }
  }

  /** Asked until the figures know all of the workflow, of which they hear each second. */
  private JsonObject stats() {
    return await().until(() -> new JsonObject(get("/api/v1/stats")), stats ->
        stats.getJsonArray("workflows").stream().map(JsonObject.class::cast)
            .anyMatch(workflow ->
                workflow.getLong("asked") == asked && !workflow.getBoolean("running")));
  }

  /** The sum of all lines of a metric whose labels contain a text. */
  private double metric(String name, String labels) throws Exception {
    return Pattern.compile("(?m)^" + name + "(\\{[^}]*})? (\\S+)$").matcher(get("/metrics"))
        .results()
        .filter(line -> labels.isEmpty() || line.group(1).contains(labels))
        .mapToDouble(line -> Double.parseDouble(line.group(2)))
        .sum();
  }

  private double metric(String name) throws Exception {
    return metric(name, "");
  }

  private String get(String path) throws Exception {
    return http.send(HttpRequest.newBuilder(URI.create(base + path)).build(),
        BodyHandlers.ofString()).body();
  }
}
