package recobeat.time;

/** Where the engine reads the time. Two clocks, because waits and ages must not be confused. */
public interface Time {

  /** Milliseconds that only go forward, from an arbitrary origin: for waits, windows and rates. */
  long millis();

  /** Milliseconds since 1970 by the wall clock: for the ages of what is stored. */
  long epochMillis();

  /**
   * Says what a clock shows that others go by too. Ages are written down by one engine and read by
   * another, whose machine's clock may be wrong; a clock that is set by hand ignores this.
   */
  default void agree(long epochMillis) {}

  /** The clocks of this machine; several engines in it may agree with different ones. */
  static Time system() {
    return new SystemTime();
  }
}
