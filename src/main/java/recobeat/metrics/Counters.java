package recobeat.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** The counts of one engine; any thread may count and read. */
public final class Counters {

  private final Map<Counter, LongAdder> counts = new EnumMap<>(Counter.class);

  public Counters() {
    for (Counter counter : Counter.values()) {
      counts.put(counter, new LongAdder());
    }
  }

  /** One more. */
  public void count(Counter counter) {
    count(counter, 1);
  }

  /** Some more. */
  public void count(Counter counter, long more) {
    adder(counter).add(more);
  }

  /** How many so far. */
  public long of(Counter counter) {
    return adder(counter).sum();
  }

  private LongAdder adder(Counter counter) {
    LongAdder adder = counts.get(counter);
    assert adder != null;
    return adder;
  }
}
