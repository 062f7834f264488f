package recobeat.demo;

import java.time.Duration;

/**
 * How much faster than real life the demo runs.
 *
 * @param factor what each wait is divided by
 */
record Scale(double factor) {

  /** A wait as it is really made: at least a millisecond, as timers know nothing shorter. */
  long millis(Duration unscaled) {
    return Math.max(1, Math.round(unscaled.toMillis() / factor));
  }

  /** The same as a duration. */
  Duration of(Duration unscaled) {
    return Duration.ofMillis(millis(unscaled));
  }

  /** What some real milliseconds stand for, in seconds. */
  double seconds(long realMillis) {
    return realMillis * factor / 1000;
  }
}
