package recobeat.message;

import java.util.Locale;

/** The states of the circuit breaker around the service. */
public enum BreakerState {
  /** Calls are made. */
  CLOSED,
  /** None is made. */
  OPEN,
  /** A few try. */
  HALF_OPEN;

  /** As those outside hear of it: {@code closed}, {@code open}, {@code half-open}. */
  public String told() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
