package recobeat.time;

import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;
import org.slf4j.spi.NOPLoggingEventBuilder;

/**
 * Lines of a log that may come in a storm: of each while so many are told and one more that says
 * that others are left out, and when one is told again, how many those were. Any thread.
 */
public final class Flood {

  private static final int LINES_MAX = 20;
  private static final long WHILE_MS = 10_000;

  private final Logger log;
  private final int linesMax;
  private final long whileMs;
  private boolean begun;
  private long begunMs;
  private int lines;
  private long leftOut;

  /** 20 lines in 10 seconds. */
  public Flood(Logger log) {
    this(log, LINES_MAX, WHILE_MS);
  }

  /** So many lines in so many milliseconds. */
  public Flood(Logger log, int linesMax, long whileMs) {
    this.log = log;
    this.linesMax = linesMax;
    this.whileMs = whileMs;
  }

  /** A line of this level, now; it goes nowhere if too many came before it. */
  public LoggingEventBuilder at(Level level) {
    return at(level, System.nanoTime() / 1_000_000);
  }

  /**
   * The same at another time.
   *
   * @param nowMs by a clock that only goes forward, and always by the same
   */
  public LoggingEventBuilder at(Level level, long nowMs) {
    return passes(level, nowMs) ? log.atLevel(level) : NOPLoggingEventBuilder.singleton();
  }

  /** Whether a line may be told now; for those that come in pairs. */
  public boolean passes(Level level) {
    return passes(level, System.nanoTime() / 1_000_000);
  }

  /** The same at another time. */
  public synchronized boolean passes(Level level, long nowMs) {
    if (!begun || nowMs - begunMs >= whileMs) {
      begun = true;
      begunMs = nowMs;
      lines = 0;
      if (leftOut > 0) {
        log.atLevel(level).addKeyValue("lines", leftOut).log("more lines like these");
        leftOut = 0;
      }
    }
    if (lines < linesMax) {
      lines++;
      return true;
    }
    if (leftOut++ == 0) {
      log.atLevel(level).addKeyValue("ms", whileMs - (nowMs - begunMs))
          .log("lines like these are left out for a while");
    }
    return false;
  }
}
