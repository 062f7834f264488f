package recobeat.time;

import java.time.Duration;

/** Clocks that stand still until a test moves them; both move together, unless one jumps. */
public final class ManualTime implements Time {

  private volatile long millis;
  private volatile long epochMillis = 1_700_000_000_000L;

  @Override
  public long millis() {
    return millis;
  }

  @Override
  public long epochMillis() {
    return epochMillis;
  }

  /** Moves both clocks forward. */
  public void advance(Duration by) {
    millis += by.toMillis();
    epochMillis += by.toMillis();
  }

  /** Sets the wall clock alone, forward or back, as its keeper may. */
  public void jump(Duration by) {
    epochMillis += by.toMillis();
  }
}
