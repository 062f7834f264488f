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
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
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
  private static final int KNOWN_BEFORE = 20;
  private static final int JOINED = 15;
  private static final Terms TERMS = Terms.DEFAULT.workflow(NAME);

  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final Sim sim;
  RecoBeat engine;
  String base;

  /** Counted from the answers. */
  final Map<Noun, Tally> tallies = new EnumMap<>(Noun.class);

  /** Calls that the stand-in broke and refused, and what the others carried beyond one id each. */
  long broken;

  long throttled;
  long batched;

  /** From before the first question to behind the last answer. */
  long tookMs;

  /** What delayed calls took in all at least, and how long their callers waited for each. */
  long delayedMs;

  private final List<Double> waitedMs = new ArrayList<>();

  private final Path dir;
  private final Vertx vertx;
  private final String idle;
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

  /** Its workflow's account is closed after so long. */
  KnownWorkload(Vertx vertx, Path dir, String idle) {
    this.vertx = vertx;
    this.dir = dir;
    this.idle = idle;
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
        .with("workflow.idle", idle)
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
    List<String> all =
        sim.catalogue().sampleTracks(IDS + FAILING + KNOWN_BEFORE + JOINED, 5);
    Iterator<String> more = all.iterator();
    List<String> ids = next(more, IDS);
    final List<String> failing = next(more, FAILING);
    final List<String> before = next(more, KNOWN_BEFORE);
    final List<String> joined = next(more, JOINED);
    Rig.get(engine.audioFeatures(IdsRequest.of(before)));
    restart();
    sim.counters().reset();
    List<String> unknown = sim.catalogue().sampleUnknown(UNKNOWN, 5);
    ids.addAll(unknown);
    long begun = System.nanoTime();
    tally(Noun.AUDIO_FEATURES, engine.audioFeatures(new IdsRequest(ids, TERMS)));
    tally(Noun.AUDIO_FEATURES, engine.audioFeatures(new IdsRequest(ids, TERMS)));
    tally(Noun.TRACKS, engine.tracks(new IdsRequest(ids.subList(0, 30), TERMS)));
    tally(Noun.IDS, engine.ids(new MappingRequest(Entity.TRACK, ids, TERMS)));
    tally(Noun.AUDIO_FEATURES,
        engine.audioFeatures(new IdsRequest(unknown, TERMS.accept(Accept.DEFAULT))));
    tally(Noun.AUDIO_FEATURES, engine.audioFeatures(new IdsRequest(before, TERMS)));
    Future<Reply> first = engine.audioFeatures(new IdsRequest(joined, TERMS));
    Future<Reply> second = engine.audioFeatures(new IdsRequest(joined, TERMS));
    tally(Noun.AUDIO_FEATURES, first);
    tally(Noun.AUDIO_FEATURES, second);
    long answered = sim.counters().requests();
    batched = sim.counters().idsAsked() - answered;
    sim.next(new Fault.Status(429, Map.of("Retry-After", "1"), null));
    tally(Noun.TRACKS, engine.tracks(new IdsRequest(before.subList(0, 1), TERMS)));
    throttled = sim.counters().requests() - answered;
    long calls = sim.counters().requests();
    sim.next(new Fault.Status(500));
    tally(Noun.AUDIO_FEATURES, engine.audioFeatures(new IdsRequest(failing, TERMS)));
    tookMs = Duration.ofNanos(System.nanoTime() - begun).toMillis();
    broken = sim.counters().requests() - calls;
  }

  /** Calls one after the other that take as long as is known: 50, 8 and 2 of them. */
  void delay() {
    // Code that runs for the first time would be measured too.
    Rig.get(engine.audioFeatures(IdsRequest.of(sim.catalogue().sampleTracks(1, 8))));
    restart();
    sim.counters().reset();
    List<String> ids = sim.catalogue().sampleTracks(200, 7).stream()
        .filter(id -> sim.catalogue().hasFeatures(id)).limit(60).toList();
    for (int i = 0; i < ids.size(); i++) {
      int ms = i < 50 ? LATENCIES.get("p50") : LATENCIES.get(i < 58 ? "p95" : "p99");
      sim.next(new Fault.Delay(Duration.ofMillis(ms)));
      delayedMs += ms;
      long begun = System.nanoTime();
      tally(Noun.AUDIO_FEATURES,
          engine.audioFeatures(new IdsRequest(List.of(ids.get(i)), TERMS)));
      waitedMs.add((System.nanoTime() - begun) / 1e6);
    }
    Collections.sort(waitedMs);
  }

  private static List<String> next(Iterator<String> ids, int count) {
    List<String> next = new ArrayList<>(count);
    while (next.size() < count) {
      next.add(ids.next());
    }
    return next;
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
    List<Double> lines = Pattern.compile("(?m)^" + name + "(\\{[^}]*})? (\\S+)$")
        .matcher(get("/metrics")).results()
        .filter(line -> labels.isEmpty() || line.group(1).contains(labels))
        .map(line -> Double.parseDouble(line.group(2)))
        .toList();
    assertThat(lines).as(name + " " + labels).isNotEmpty();
    return lines.stream().mapToDouble(Double::doubleValue).sum();
  }

  /** What a share of the delayed calls took at most, as on a busy machine they take longer. */
  double waitedMs(String percentile) {
    int percent = Integer.parseInt(percentile.substring(1));
    return waitedMs.get((int) Math.ceil(percent / 100.0 * waitedMs.size()) - 1);
  }

  double waitedMs() {
    return waitedMs.stream().mapToDouble(Double::doubleValue).sum();
  }

  /** The upper end of the bucket of a histogram with one set of labels that has this share. */
  double quantile(String name, double share) throws Exception {
    double all = metric(name + "_count");
    return Pattern.compile("(?m)^" + name + "_bucket\\{.*le=\"([0-9.]+)\".*} (\\S+)$")
        .matcher(get("/metrics")).results()
        .filter(line -> Double.parseDouble(line.group(2)) >= share * all)
        .mapToDouble(line -> Double.parseDouble(line.group(1)))
        .min().orElseThrow();
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
