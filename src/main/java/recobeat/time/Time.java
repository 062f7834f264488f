package recobeat.time;

import java.time.Instant;

/** Where the engine reads the time. Two clocks, because waits and ages must not be confused. */
public interface Time {

  /** Milliseconds that only go forward, from an arbitrary origin: for waits, windows and rates. */
  long millis();

  /** Milliseconds since 1970 by the wall clock: for the ages of what is stored. */
  long epochMillis();

  /** The clocks of this machine. */
  static Time system() {
    return new Time() {
      private final long origin = System.nanoTime();

      @Override
      public long millis() {
        return (System.nanoTime() - origin) / 1_000_000;
      }

      @Override
      public long epochMillis() {
        return Instant.now().toEpochMilli();
      }
    };
  }
}
