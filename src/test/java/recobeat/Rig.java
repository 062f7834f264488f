package recobeat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import recobeat.message.Accept;
import recobeat.message.IdsRequest;
import recobeat.message.Noun;
import recobeat.message.Reply;
import recobeat.message.Survey;
import recobeat.message.Terms;
import recobeat.metrics.CallOutcome;
import recobeat.metrics.Counter;
import recobeat.model.Outcome;
import recobeat.model.Source;
import recobeat.model.Status;
import recobeat.time.Time;

/** A whole engine with its embedded Redis, in front of a scripted service over real HTTP. */
final class Rig implements AutoCloseable {

  private static final long LIMIT_S = 20;

  final Vertx vertx;
  final ScriptedService service;
  final RecoBeatOptions options;
  private final Time time;
  private Engine engine;

  /**
   * Starts it.
   *
   * @param settings {@code key=value}, beside a gate that is wide open
   */
  Rig(Path dir, String... settings) {
    this(Time.system(), dir, settings);
  }

  Rig(Time time, Path dir, String... settings) {
    this(Vertx.vertx(), time, dir, settings);
  }

  Rig(Vertx vertx, Time time, Path dir, String... settings) {
    this.vertx = vertx;
    this.service = new ScriptedService(vertx);
    this.time = time;
    RecoBeatOptions set = RecoBeatOptions.defaults()
        .with("upstream.baseUrl", service.baseUrl())
        .with("redis.dir", dir.toString())
        .with("redis.memoryBytesMax", "64MiB")
        .with("gate.ratePerSecond", "1000")
        .with("gate.burst", "1000")
        .with("gate.concurrency", "16")
        .with("retry.backoff", "10ms")
        .with("batch.refreshPatience", "10ms");
    Map<String, String> changes = new LinkedHashMap<>();
    for (String setting : settings) {
      String[] parts = setting.split("=", 2);
      changes.put(parts[0], parts[1]);
    }
    options = set.with(changes);
    engine = started();
  }

  private Engine started() {
    return (Engine) get(new Engine(vertx, options, time, new SplittableRandom(1)).start());
  }

  RecoBeat engine() {
    return engine;
  }

  /** Stops the engine and starts another one on the same data. */
  void restart() {
    get(engine.close());
    engine = started();
  }

  /** Answers of a kind that it could not be told. */
  long failed(Noun noun) {
    return engine.counters().totals().failed(noun);
  }

  long count(Counter counter) {
    return engine.counters().of(counter);
  }

  /** Calls that ended so. */
  long calls(CallOutcome outcome) {
    return engine.counters().totals().calls(outcome);
  }

  /** Ids that wait for a call. */
  int queued() {
    return get(vertx.eventBus().<Survey.Reply>request("recobeat.v1.internal.survey", new Survey()))
        .body().queued();
  }

  /** Calls made. */
  long calls() {
    return engine.counters().totals().calls();
  }

  Future<Reply> ask(List<String> ids) {
    return engine.audioFeatures(IdsRequest.of(ids));
  }

  Future<Reply> askFresh(List<String> ids) {
    return engine.audioFeatures(new IdsRequest(ids, Terms.DEFAULT.accept(Accept.FRESH)));
  }

  List<Outcome> features(String... ids) {
    return features(Arrays.asList(ids));
  }

  List<Outcome> features(List<String> ids) {
    return get(ask(ids)).outcomes();
  }

  List<Outcome> tracks(String... ids) {
    return get(engine.tracks(IdsRequest.of(ids))).outcomes();
  }

  static List<Status> statuses(List<Outcome> outcomes) {
    return outcomes.stream().map(Outcome::status).toList();
  }

  static List<Source> sources(List<Outcome> outcomes) {
    return outcomes.stream().map(Outcome::source).toList();
  }

  static <T> T get(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(LIMIT_S, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    } catch (TimeoutException | InterruptedException never) {
      throw new AssertionError("no answer", never);
    }
  }

  @Override
  public void close() {
    get(engine.close());
    get(vertx.close());
  }
}
