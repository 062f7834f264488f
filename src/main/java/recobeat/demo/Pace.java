package recobeat.demo;

/** Keeps starts apart: hands out the moments at which calls may leave. */
final class Pace {

  private final long spacingMillis;
  private long next = Long.MIN_VALUE;

  Pace(long spacingMillis) {
    this.spacingMillis = spacingMillis;
  }

  /** Takes the next free moment and tells how many milliseconds away it is. */
  long take(long nowMillis) {
    long start = Math.max(nowMillis, next);
    next = start + spacingMillis;
    return start - nowMillis;
  }
}
