package recobeat.metrics;

import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import recobeat.message.BreakerState;
import recobeat.message.Measure;
import recobeat.message.Survey;

/** How the engine stood when somebody last asked its actors; any thread reads. */
public final class Readings {

  /**
   * One look at everything.
   *
   * @param isRedisUp whether it answers
   * @param redis null if it does not say
   */
  public record Reading(Survey.Reply dispatch, BreakerState breaker, long nearEntries,
      long nearBytes, boolean isRedisUp, Measure.@Nullable Reply redis) {}

  private volatile @Nullable Reading last;

  /** The latest. */
  public void set(Reading reading) {
    last = reading;
  }

  void register(Registered registered) {
    gauge(registered, Meter.FLIGHTS, each -> each.dispatch.flights());
    gauge(registered, Meter.QUEUE_REQUESTS, each -> each.dispatch.requests());
    gauge(registered, Meter.QUEUE_IDS, each -> each.dispatch.queued());
    gauge(registered, Meter.GATE_RATE, each -> each.dispatch.ratePerSecond());
    gauge(registered, Meter.GATE_PAUSE, each -> each.dispatch.pausedMs() / 1000.0);
    gauge(registered, Meter.GATE_CONCURRENCY, each -> each.dispatch.concurrency());
    gauge(registered, Meter.GATE_CALLS, each -> each.dispatch.calls());
    gauge(registered, Meter.NEAR_ENTRIES, Reading::nearEntries);
    gauge(registered, Meter.NEAR_MEMORY, Reading::nearBytes);
    gauge(registered, Meter.REDIS_UP, each -> each.isRedisUp ? 1 : 0);
    gauge(registered, Meter.REDIS_KEYS, each -> redis(each, Measure.Reply::keys));
    gauge(registered, Meter.REDIS_MEMORY, each -> redis(each, Measure.Reply::memoryBytes));
    gauge(registered, Meter.REDIS_MEMORY_MAX, each -> redis(each, Measure.Reply::memoryBytesMax));
    for (BreakerState state : BreakerState.values()) {
      gauge(registered, Meter.BREAKER_STATE, each -> each.breaker == state ? 1 : 0, state.told());
    }
  }

  private static double redis(Reading reading, ToDoubleFunction<Measure.Reply> what) {
    return reading.redis == null ? Double.NaN : what.applyAsDouble(reading.redis);
  }

  private void gauge(
      Registered registered, Meter meter, ToDoubleFunction<Reading> what, String... labels) {
    registered.gauge(meter, () -> {
      Reading reading = last;
      return reading == null ? Double.NaN : what.applyAsDouble(reading);
    }, labels);
  }
}
