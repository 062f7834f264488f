package recobeat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Watches how long the event loops of a Vert.x take for a turn. */
final class LoopLag {

  private static final long PERIOD_MS = 5;

  private final Vertx vertx;
  private final List<Long> timers = new ArrayList<>();
  private final AtomicLong longestMs = new AtomicLong();

  LoopLag(Vertx vertx) {
    this.vertx = vertx;
    int loops = 2 * Runtime.getRuntime().availableProcessors();
    for (int i = 0; i < loops; i++) {
      Context context = ((VertxInternal) vertx).createEventLoopContext();
      context.runOnContext(on -> watch());
    }
  }

  private void watch() {
    long[] last = {System.nanoTime()};
    long id = vertx.setPeriodic(PERIOD_MS, tick -> {
      long now = System.nanoTime();
      longestMs.accumulateAndGet((now - last[0]) / 1_000_000 - PERIOD_MS, Math::max);
      last[0] = now;
    });
    synchronized (timers) {
      timers.add(id);
    }
  }

  /** The longest delay of a timer, in milliseconds. */
  long stop() {
    synchronized (timers) {
      timers.forEach(vertx::cancelTimer);
    }
    return longestMs.get();
  }
}
