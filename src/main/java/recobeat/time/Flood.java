package recobeat.time;

/** Lets so many lines of a log pass in a while, and counts the others. One thread owns it. */
public final class Flood {

  private final int linesMax;
  private final long whileMs;
  private long begunMs = Long.MIN_VALUE;
  private int lines;
  private long leftOut;

  /** Of so many in so many milliseconds. */
  public Flood(int linesMax, long whileMs) {
    this.linesMax = linesMax;
    this.whileMs = whileMs;
  }

  /** Another line is due: how many were left out in a while that is over; told once, mostly 0. */
  public long leftOut(long nowMs) {
    if (begunMs != Long.MIN_VALUE && nowMs - begunMs < whileMs) {
      return 0;
    }
    begunMs = nowMs;
    lines = 0;
    long over = leftOut;
    leftOut = 0;
    return over;
  }

  /** Whether it may be told. */
  public boolean passes() {
    boolean passes = lines < linesMax;
    if (passes) {
      lines++;
    } else {
      leftOut++;
    }
    return passes;
  }
}
