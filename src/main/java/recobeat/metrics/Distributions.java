package recobeat.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import recobeat.model.Endpoint;
import recobeat.model.Source;

/** What is measured, in buckets from which any percentile can be told afterwards. */
final class Distributions {

  /** Answers of seconds are the rule on a bad day, and one of a minute is no surprise. */
  private static final List<Duration> CALL = seconds(0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1, 1.5,
      2, 3, 5, 7, 10, 15, 20, 30, 45, 60, 75, 90, 120);

  private static final List<Duration> REDIS = seconds(
      0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2);

  /** With the two bounds by which a workflow is judged. */
  private static final List<Duration> WORKFLOW =
      seconds(1, 2, 5, 10, 20, 30, 60, 100, 150, 200, 300, 600);

  private static final double[] CALLS = {1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 100};
  private static final double[] IDS = {1, 2, 5, 10, 15, 20, 25, 30, 35, 39, 40};
  private static final double[] MISSING = {1, 2, 5, 10, 20, 50, 100, 200, 500};

  private static final double[] SPREADS = {0.1, 0.2, 0.5, 1, 1.5, 2, 3};

  private final Map<Endpoint, Timer> latency = new EnumMap<>(Endpoint.class);
  private final Map<Endpoint, DistributionSummary> size = new EnumMap<>(Endpoint.class);
  private final Map<RedisOperation, Timer> redis = new EnumMap<>(RedisOperation.class);
  private final Map<String, DistributionSummary> errors = new ConcurrentHashMap<>();
  private final DistributionSummary workflowCalls;
  private final Timer workflowDuration;
  private final DistributionSummary workflowMissing;
  private final Registered registered;

  Distributions(Registered registered) {
    this.registered = registered;
    for (Endpoint endpoint : Endpoint.values()) {
      String told = Cells.told(endpoint);
      latency.put(endpoint, registered.timer(Meter.UPSTREAM_LATENCY, CALL, told));
      if (endpoint.isBulk()) {
        size.put(endpoint, registered.summary(Meter.BATCH_SIZE, IDS, told));
      }
    }
    for (RedisOperation operation : RedisOperation.values()) {
      redis.put(operation,
          registered.timer(Meter.REDIS_LATENCY, REDIS, Cells.told(operation)));
    }
    workflowCalls = registered.summary(Meter.WORKFLOW_CALLS, CALLS);
    workflowDuration = registered.timer(Meter.WORKFLOW_DURATION, WORKFLOW);
    workflowMissing = registered.summary(Meter.WORKFLOW_MISSING, MISSING);
  }

  void onCall(Endpoint endpoint, int ids, long tookMs) {
    of(latency, endpoint).record(tookMs, TimeUnit.MILLISECONDS);
    if (endpoint.isBulk()) {
      of(size, endpoint).record(ids);
    }
  }

  void onWorkflow(double calls, long durationMs, long missing) {
    workflowCalls.record(calls);
    workflowDuration.record(durationMs, TimeUnit.MILLISECONDS);
    workflowMissing.record(missing);
  }

  void onTruth(String feature, Source source, double spreads) {
    errors.computeIfAbsent(feature + '.' + source, first -> registered.summary(
        Meter.ESTIMATES_ERROR, SPREADS, feature, Cells.told(source))).record(spreads);
  }

  Runnable onRedis(RedisOperation operation) {
    Timer timer = of(redis, operation);
    Timer.Sample begun = Timer.start(registered.registry());
    return () -> begun.stop(timer);
  }

  private static <K, V> V of(Map<K, V> map, K key) {
    V value = map.get(key);
    assert value != null;
    return value;
  }

  private static List<Duration> seconds(double... seconds) {
    return DoubleStream.of(seconds)
        .mapToObj(each -> Duration.ofNanos((long) (each * 1e9))).toList();
  }
}
