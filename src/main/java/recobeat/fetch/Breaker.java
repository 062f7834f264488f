package recobeat.fetch;

import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import recobeat.time.Time;

/** The circuit breaker that all fetchers share, and when it will let a call through again. */
public final class Breaker {

  /** While another call tries, nobody knows how long that takes. */
  private static final long AGAIN_MS_MIN = 50;

  private final CircuitBreaker breaker;
  private final BreakerOptions options;
  private final Time time;
  private volatile long openedAt;

  /**
   * Closed at first.
   *
   * @param onChange hears of each new state: {@code open}, {@code half-open} or {@code closed}
   */
  public Breaker(
      Vertx vertx, String name, BreakerOptions options, Time time, Consumer<String> onChange) {
    this.options = options;
    this.time = time;
    this.breaker = CircuitBreaker.create(name, vertx, new CircuitBreakerOptions()
        .setMaxFailures(options.failuresMax())
        .setResetTimeout(options.resetAfter().toMillis())
        // Its own time-out would give up on the work without ending it.
        .setTimeout(-1));
    breaker.openHandler(opened -> {
      openedAt = time.millis();
      onChange.accept(state());
    });
    breaker.halfOpenHandler(halfOpened -> onChange.accept(state()));
    breaker.closeHandler(closed -> onChange.accept(state()));
  }

  /** {@code open}, {@code half-open} or {@code closed}. */
  public String state() {
    return breaker.state().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  <T> Future<T> execute(Supplier<Future<T>> work) {
    return breaker.execute(work);
  }

  /** Milliseconds until a call may be let through, as far as is known. */
  long againMs() {
    return Math.max(AGAIN_MS_MIN, openedAt + options.resetAfter().toMillis() - time.millis());
  }

  /** Stops its timers. */
  public void close() {
    breaker.close();
  }
}
