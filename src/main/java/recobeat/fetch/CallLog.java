package recobeat.fetch;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;
import recobeat.message.Call;
import recobeat.message.Terms;
import recobeat.time.Flood;

/**
 * Tells of calls that are slow or go wrong, each in one line with fields, of so many in a while.
 * Any thread.
 */
final class CallLog {

  private static final Logger LOG = LoggerFactory.getLogger(CallLog.class);

  private static final int WORKFLOWS_MAX = 3;

  private final Flood flood = new Flood(LOG);
  private final long slowMs;

  CallLog(long slowMs) {
    this.slowMs = slowMs;
  }

  /** A call has ended. */
  void onReply(Call call, Call.Reply reply, long tookMs, long nowMs) {
    String wrong = wrong(reply);
    if (wrong == null && tookMs < slowMs || reply instanceof Call.Open) {
      return;
    }
    LoggingEventBuilder line = flood.at(Level.WARN, nowMs);
    if (!call.workflows().isEmpty()) {
      line = line.addKeyValue("workflow", workflows(call.workflows(), WORKFLOWS_MAX));
    }
    line.addKeyValue("endpoint", call.endpoint().name().toLowerCase(Locale.ROOT))
        .addKeyValue("ids", call.ids().size())
        .addKeyValue("ms", tookMs)
        .addKeyValue("outcome", wrong == null ? "answered" : wrong)
        .log(tookMs >= slowMs ? "slow call" : "call failed");
  }

  static String workflows(List<String> names, int max) {
    String some = names.stream().limit(max)
        .map(Terms::word)
        .collect(Collectors.joining(","));
    int more = names.size() - max;
    return more > 0 ? some + ",+" + more : some;
  }

  /** Null if nothing is wrong; being told to come later is not. */
  private static @Nullable String wrong(Call.Reply reply) {
    return reply instanceof Call.Broken broken ? "broken: " + broken.what()
        : reply instanceof Call.Refused refused ? "refused: " + refused.what()
        : null;
  }
}
