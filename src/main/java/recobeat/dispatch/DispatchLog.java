package recobeat.dispatch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import recobeat.message.Survey;
import recobeat.message.Terms;
import recobeat.message.WorkflowReport;
import recobeat.time.Flood;

/** What an operator should hear of, in one line each with fields, few of them. Of one thread. */
final class DispatchLog {

  private static final Logger LOG = LoggerFactory.getLogger(DispatchLog.class);

  static final int LINES_MAX = 20;
  static final long WHILE_MS = 10_000;

  private final Flood closed = new Flood(LINES_MAX, WHILE_MS);
  private final Flood refused = new Flood(1, WHILE_MS);

  /** When the pause that was told of last ends. */
  private long toldUntilMs;

  /** A call was refused for its rate, so that nothing leaves for a while. */
  void onRefused(Survey.Reply state, long nowMs) {
    long more = refused.leftOut(nowMs);
    boolean isLonger = nowMs + state.pausedMs() > toldUntilMs + WHILE_MS;
    if (refused.passes() || isLonger) {
      toldUntilMs = nowMs + state.pausedMs();
      LOG.atWarn()
          .addKeyValue("ms", state.pausedMs())
          .addKeyValue("ratePerSecond", Math.round(state.ratePerSecond() * 100) / 100.0)
          .addKeyValue("refusals", more + 1)
          .log("gate paused");
    }
  }

  /** The account of a workflow was closed. */
  void onClosed(WorkflowReport report, long missing, long nowMs) {
    long more = closed.leftOut(nowMs);
    if (more > 0) {
      LOG.atInfo().addKeyValue("workflows", more).log("more workflows closed");
    }
    if (closed.passes()) {
      LOG.atInfo()
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
}
