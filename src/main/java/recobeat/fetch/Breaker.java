package recobeat.fetch;

import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Supplier;
import recobeat.message.BreakerState;

/**
 * The circuit breaker that all calls run through. It opens and closes as the dispatcher tells,
 * never by itself: its own count is cleared by any success, and its time-out would give up on the
 * work without ending it.
 */
public final class Breaker {

  private final Vertx vertx;
  private final String name;
  private volatile CircuitBreaker breaker;
  private volatile BreakerState state = BreakerState.CLOSED;

  /** Closed at first. */
  public Breaker(Vertx vertx, String name) {
    this.vertx = vertx;
    this.name = name;
    this.breaker = fresh();
  }

  private CircuitBreaker fresh() {
    return CircuitBreaker.create(name, vertx, new CircuitBreakerOptions()
        .setMaxFailures(Integer.MAX_VALUE)
        .setResetTimeout(-1)
        .setTimeout(-1));
  }

  /** Lets calls through or not, from now on. */
  public synchronized void follow(BreakerState told) {
    if (told == BreakerState.OPEN) {
      breaker.open();
    } else if (state == BreakerState.OPEN) {
      // An open one cannot be closed, and what is late may not touch the next era's.
      breaker.close();
      breaker = fresh();
    }
    state = told;
  }

  /** As the dispatcher told last. */
  public BreakerState state() {
    return state;
  }

  <T> Future<T> execute(Supplier<Future<T>> work) {
    return breaker.execute(work);
  }

  /** Ends it. */
  public void close() {
    breaker.close();
  }
}
