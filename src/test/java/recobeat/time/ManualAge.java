package recobeat.time;

import java.time.Duration;

/** A wall clock that stands still until a test moves it, so that only ages are manual. */
public final class ManualAge implements Time {

  // Timers of a whole engine run in real time; were this clock to stand, waits would never end.
  private final Time real = Time.system();
  private volatile long epochMillis = 1_700_000_000_000L;

  @Override
  public long millis() {
    return real.millis();
  }

  @Override
  public long epochMillis() {
    return epochMillis;
  }

  /** Moves the wall clock forward. */
  public void advance(Duration by) {
    epochMillis += by.toMillis();
  }
}
