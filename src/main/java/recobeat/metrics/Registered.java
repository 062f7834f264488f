package recobeat.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** The meters of one engine in a registry, as {@link Meter} describes them. */
final class Registered {

  private final MeterRegistry registry;
  private final Queue<io.micrometer.core.instrument.Meter> meters = new ConcurrentLinkedQueue<>();

  Registered(MeterRegistry registry) {
    this.registry = registry;
  }

  void count(Cells.Cell cell, LongAdder adder) {
    Meter meter = cell.meter();
    meters.add(FunctionCounter.builder(meter.id(), adder, LongAdder::sum)
        .tags(tags(meter, cell.labels()))
        .description(meter.description())
        .baseUnit(unit(meter))
        .register(registry));
  }

  /** Kept alive by what it reads. */
  void gauge(Meter meter, DoubleSupplier value, String... labels) {
    meters.add(Gauge.builder(meter.id(), value::getAsDouble)
        .tags(tags(meter, List.of(labels)))
        .description(meter.description())
        .baseUnit(unit(meter))
        .register(registry));
  }

  Timer timer(Meter meter, List<Duration> bounds, String... labels) {
    Timer timer = Timer.builder(meter.id())
        .tags(tags(meter, List.of(labels)))
        .description(meter.description())
        .serviceLevelObjectives(bounds.toArray(Duration[]::new))
        .register(registry);
    meters.add(timer);
    return timer;
  }

  DistributionSummary summary(Meter meter, double[] bounds, String... labels) {
    DistributionSummary summary = DistributionSummary.builder(meter.id())
        .tags(tags(meter, List.of(labels)))
        .description(meter.description())
        .baseUnit(unit(meter))
        .serviceLevelObjectives(bounds)
        .register(registry);
    meters.add(summary);
    return summary;
  }

  MeterRegistry registry() {
    return registry;
  }

  private static @Nullable String unit(Meter meter) {
    return meter.unit().isEmpty() ? null : meter.unit();
  }

  private static List<Tag> tags(Meter meter, List<String> values) {
    assert values.size() == meter.labels().size();
    List<Tag> tags = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      tags.add(Tag.of(meter.labels().get(i), values.get(i)));
    }
    return tags;
  }

  void close() {
    meters.forEach(registry::remove);
    meters.clear();
  }
}
