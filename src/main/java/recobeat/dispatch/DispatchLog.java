package recobeat.dispatch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import recobeat.message.Survey;
import recobeat.message.Terms;
import recobeat.message.WorkflowReport;
import recobeat.time.Flood;

/** What an operator should hear of, in one line each with fields, few of them. Of one thread. */
final class DispatchLog {

  private static final Logger LOG = LoggerFactory.getLogger(DispatchLog.class);

  static final long WHILE_MS = 10_000;

  private final Flood closed = new Flood(LOG);
  private final Flood overloaded = new Flood(LOG, 1, WHILE_MS);

  /** Refusals that were not told of, when the last was, and when its pause ends. */
  private int refusals;

  private long toldAtMs;
  private long toldUntilMs = Long.MIN_VALUE;

  /** A call was refused for its rate, so that nothing leaves for a while. */
  void onRefused(Survey.Reply state, long nowMs) {
    refusals++;
    boolean isLonger = nowMs + state.pausedMs() > toldUntilMs + WHILE_MS;
    if (isLonger || nowMs - toldAtMs >= WHILE_MS) {
      toldAtMs = nowMs;
      toldUntilMs = nowMs + state.pausedMs();
      LOG.atWarn()
          .addKeyValue("ms", state.pausedMs())
          .addKeyValue("ratePerSecond", Math.round(state.ratePerSecond() * 100) / 100.0)
          .addKeyValue("refusals", refusals)
          .log("gate paused");
      refusals = 0;
    }
  }

  /** A request was turned away as too much waits. */
  void onOverloaded(int ids, int requests, long nowMs) {
    overloaded.at(Level.WARN, nowMs)
        .addKeyValue("ids", ids)
        .addKeyValue("requests", requests)
        .log("too much is waiting, a request was turned away");
  }

  /** The account of a workflow was closed. */
  void onClosed(WorkflowReport report, long missing, long nowMs) {
    closed.at(Level.INFO, nowMs)
        .addKeyValue("workflow", Terms.word(report.workflow()))
        .addKeyValue("asked", report.asked())
        .addKeyValue("calls", Math.round(report.calls() * 10) / 10.0)
        .addKeyValue("hits", report.hits())
        .addKeyValue("joined", report.joined())
        .addKeyValue("missing", missing)
        .addKeyValue("failed", report.failed())
        .addKeyValue("guessed", report.guessed())
        .addKeyValue("ms", report.durationMs())
        .log("workflow closed");
  }
}
