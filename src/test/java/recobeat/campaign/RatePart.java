package recobeat.campaign;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import recobeat.sim.Sim;
import recobeat.sim.SimOptions;

/** The rate that the engine learns by itself, from a service that says no beyond some limit. */
final class RatePart {

  private static final double LIMIT = 6;
  private static final int BURST = 5;
  private static final double REFUSED_MAX = 0.01;
  private static final double USED_MIN = 0.85;
  private static final int MINUTES = 5;
  private static final int MINUTES_AFTER = 2;

  /** Longer than the callers wait for each other. */
  private static final long WAIT_MS = 60_000;

  private static final int SEEDS = 40_000;

  private final Scene scene;
  private final long minuteMs;

  RatePart(Scene scene, long minuteMs) {
    this.scene = scene;
    this.minuteMs = minuteMs;
  }

  void run() throws Exception {
    Sim service = scene.start(
        SimOptions.defaults().withSeed(scene.seed).withCoverage(1).withBucket(LIMIT, BURST));
    List<String> seeds = service.catalogue().sampleTracks(SEEDS, scene.seed);
    AtomicInteger next = new AtomicInteger();
    EngineProcess engine = scene.engine("rate", service, Map.of());
    engine.set("ask.waitDefault", WAIT_MS + "ms");
    engine.start();
    engine.open();
    scene.crowd(engine, random -> alone(seeds.get(next.getAndIncrement() % SEEDS)), 0, () -> {
      Stage.pause(minuteMs);
      measure(service, MINUTES, LIMIT, "");
      service.limit(LIMIT / 2, BURST);
      Stage.pause(minuteMs);
      measure(service, MINUTES_AFTER, LIMIT / 2, ", the limit halved");
    });
    engine.end();
  }

  /** What takes a call of its own. */
  private static Question alone(String seed) {
    return new Question(HttpMethod.GET, "/v1/track/recommendation?size=1&seeds=" + seed, Map.of(),
        null, WAIT_MS, (answer, verdict) -> { });
  }

  private void measure(Sim service, int minutes, double limit, String when)
      throws InterruptedException {
    long asked = service.counters().requests();
    long refused = service.counters().refused();
    Stage.pause(minutes * minuteMs);
    asked = service.counters().requests() - asked;
    refused = service.counters().refused() - refused;
    double share = (double) refused / asked;
    double used = (asked - refused) / (limit * minutes * minuteMs / 1000);
    scene.report.require("calls refused" + when, "at most " + Report.percent(REFUSED_MAX),
        Report.percent(share) + " of " + Report.count(asked), share <= REFUSED_MAX);
    scene.report.require("of the limit used" + when, "at least " + Report.percent(USED_MIN),
        Report.percent(used), used >= USED_MIN);
  }
}
