package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import recobeat.message.Accept;
import recobeat.message.IdsRequest;
import recobeat.message.MappingRequest;
import recobeat.message.Noun;
import recobeat.message.Reply;
import recobeat.message.Terms;
import recobeat.message.WorkflowReport;
import recobeat.message.WorkflowRequest;
import recobeat.model.Entity;
import recobeat.model.Outcome;
import recobeat.model.Source;
import recobeat.model.Status;
import recobeat.sim.Fault;
import recobeat.sim.Profile;
import recobeat.sim.Sim;
import recobeat.sim.SimOptions;

/**
 * An engine in front of the stand-in, what is asked of it, and what the answers themselves and the
 * stand-in say of that.
 */
final class KnownWorkload implements AutoCloseable {

  static final String NAME = "known";

  /** What calls take that are delayed. */
  static final Map<String, Integer> LATENCIES = Map.of("p50", 60, "p95", 200, "p99", 500);

  private static final int IDS = 100;
  private static final int UNKNOWN = 10;
  private static final int FAILING = 5;
  private static final Terms TERMS = Terms.DEFAULT.workflow(NAME);

  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final Sim sim;
  RecoBeat engine;
  String base;

  /** Counted from the answers. */
  final Map<Noun, Tally> tallies = new EnumMap<>(Noun.class);

  /** Calls that the stand-in broke, and what all others carried beyond one id each. */
  long broken;

  long batched;

  /** From before the first question to behind the last answer. */
  long tookMs;

  /** What delayed calls took in all. */
  long delayedMs;

  private final Path dir;
  private final Vertx vertx;
  private final HttpClient http = HttpClient.newHttpClient();

  /** What became of the ids of one kind. */
  static final class Tally {
    long asked;
    long near;
    long redis;
    long joined;
    long negative;
    long fromService;
    long missing;
    long failed;
    long guessed;
    long defaults;

    long hits() {
      return near + redis + negative;
    }

    private void add(Outcome outcome) {
      asked++;
      boolean isMissing = outcome.status() == Status.ABSENT
          || outcome.status() == Status.GUESSED && outcome.reason() == null;
      missing += isMissing ? 1 : 0;
      failed += outcome.status() == Status.FAILED ? 1 : 0;
      guessed += outcome.status() == Status.GUESSED ? 1 : 0;
      defaults += outcome.source() == Source.DEFAULT ? 1 : 0;
      fromService += outcome.source() == Source.RECOBEAT ? 1 : 0;
      joined += outcome.source() == Source.JOINED ? 1 : 0;
      boolean isKept = outcome.source() == Source.NEAR || outcome.source() == Source.REDIS;
      negative += isMissing && (isKept || outcome.status() == Status.GUESSED) ? 1 : 0;
      near += !isMissing && outcome.source() == Source.NEAR ? 1 : 0;
      redis += !isMissing && outcome.source() == Source.REDIS ? 1 : 0;
    }
  }

  KnownWorkload(Vertx vertx, Path dir) {
    this.vertx = vertx;
    this.dir = dir;
    sim = Rig.get(Sim.start(vertx, SimOptions.defaults()
        .withProfile(Profile.NONE).withBucket(0, 1)));
    start();
  }

  private void start() {
    engine = Rig.get(RecoBeat.start(vertx, RecoBeatOptions.defaults()
        .with("upstream.baseUrl", sim.baseUrl())
        .with("redis.dir", dir.toString())
        .with("gate.ratePerSecond", "1000")
        .with("gate.burst", "100")
        .with("retry.attemptsMax", "1")
        .with("workflow.idle", "3s")
        .with("http.port", "0"), registry));
    base = "http://127.0.0.1:" + Rig.get(engine.listen());
  }

  /** The same engine anew, with what Redis has. */
  void restart() {
    Rig.get(engine.close());
    assertThat(registry.getMeters()).isEmpty();
    start();
  }

  /** Asks for known and unknown things again and again, and while the service answers nothing. */
  void run() {
    List<String> all = new ArrayList<>(sim.catalogue().sampleTracks(IDS + FAILING, 5));
    final List<String> failing = List.copyOf(all.subList(IDS, IDS + FAILING));
    List<String> ids = new ArrayList<>(all.subList(0, IDS));
    List<String> unknown = sim.catalogue().sampleUnknown(UNKNOWN, 5);
    ids.addAll(unknown);
    long begun = System.nanoTime();
    tally(Noun.AUDIO_FEATURES, engine.audioFeatures(new IdsRequest(ids, TERMS)));
    tally(Noun.AUDIO_FEATURES, engine.audioFeatures(new IdsRequest(ids, TERMS)));
    tally(Noun.TRACKS, engine.tracks(new IdsRequest(ids.subList(0, 30), TERMS)));
    tally(Noun.IDS, engine.ids(new MappingRequest(Entity.TRACK, ids, TERMS)));
    tally(Noun.AUDIO_FEATURES,
        engine.audioFeatures(new IdsRequest(unknown, TERMS.accept(Accept.DEFAULT))));
    long calls = sim.counters().requests();
    batched = sim.counters().idsAsked() - calls;
    sim.next(new Fault.Status(500));
    tally(Noun.AUDIO_FEATURES, engine.audioFeatures(new IdsRequest(failing, TERMS)));
    tookMs = Duration.ofNanos(System.nanoTime() - begun).toMillis();
    broken = sim.counters().requests() - calls;
  }

  /** Calls one after the other that take as long as is known: 30, 2 and 1 of them. */
  void delay() {
    // Code that runs for the first time would be measured too.
    Rig.get(engine.audioFeatures(IdsRequest.of(sim.catalogue().sampleTracks(1, 8))));
    restart();
    sim.counters().reset();
    List<String> ids = sim.catalogue().sampleTracks(100, 7).stream()
        .filter(id -> sim.catalogue().hasFeatures(id)).limit(33).toList();
    for (int i = 0; i < ids.size(); i++) {
      int ms = i < 30 ? LATENCIES.get("p50") : LATENCIES.get(i < 32 ? "p95" : "p99");
      sim.next(new Fault.Delay(Duration.ofMillis(ms)));
      delayedMs += ms;
      tally(Noun.AUDIO_FEATURES,
          engine.audioFeatures(new IdsRequest(List.of(ids.get(i)), TERMS)));
    }
  }

  private void tally(Noun noun, Future<Reply> answered) {
    Tally tally = tallies.computeIfAbsent(noun, first -> new Tally());
    Rig.get(answered).outcomes().forEach(tally::add);
  }

  /** The sum over all kinds. */
  long sum(ToLongFunction<Tally> what) {
    return tallies.values().stream().mapToLong(what).sum();
  }

  WorkflowReport report() {
    return Rig.get(engine.workflow(new WorkflowRequest(NAME)));
  }

  /** Asked until all is over and the figures know it, which hear of it each second. */
  JsonObject stats() {
    long asked = sum(tally -> tally.asked);
    return await().until(() -> new JsonObject(get("/api/v1/stats")), stats ->
        stats.getJsonArray("workflows").stream().map(JsonObject.class::cast)
            .anyMatch(workflow ->
                workflow.getLong("asked") == asked && !workflow.getBoolean("running"))
            && stats.getJsonObject("now").getLong("flights") == 0);
  }

  /** The sum of all lines of a metric whose labels contain a text. */
  double metric(String name, String labels) throws Exception {
    return Pattern.compile("(?m)^" + name + "(\\{[^}]*})? (\\S+)$").matcher(get("/metrics"))
        .results()
        .filter(line -> labels.isEmpty() || line.group(1).contains(labels))
        .mapToDouble(line -> Double.parseDouble(line.group(2)))
        .sum();
  }

  double metric(String name) throws Exception {
    return metric(name, "");
  }

  private String get(String path) throws Exception {
    return http.send(HttpRequest.newBuilder(URI.create(base + path)).build(),
        BodyHandlers.ofString()).body();
  }

  @Override
  public void close() {
    Rig.get(engine.close());
    Rig.get(sim.close());
  }
}
