package recobeat.cache;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import recobeat.message.GateState;

/**
 * What the gate has learned, in Redis: so that a restart does not run into the limit again. The
 * pause ends by Redis's clock, which all who share it have in common.
 */
final class GateMemory {

  /** Beside the entries, so that no flush takes it for one. */
  private static final String KEY = "rbgate" + Stored.VERSION;

  /** An older limit says little. */
  private static final long KEPT_MS = Duration.ofDays(7).toMillis();

  private static final String NOW = """
      local time = redis.call('TIME')
      local now = time[1] * 1000 + math.floor(time[2] / 1000)
      """;

  /** KEYS: the state's; ARGV: the ceiling, the pause in milliseconds, how long it is kept. */
  private static final String KEEP = NOW + """
      local till = string.format('%.0f', now + ARGV[2])
      redis.call('SET', KEYS[1], ARGV[1] .. ' ' .. till, 'PX', ARGV[3])
      return 1
      """;

  /** KEYS: the state's. Returns the ceiling and what is left of the pause, or null. */
  private static final String RECALL = NOW + """
      local ceiling, till = string.match(redis.call('GET', KEYS[1]) or '', '^(%S+) (%d+)$')
      return ceiling and {ceiling, string.format('%.0f', math.max(0, till - now))}
      """;

  private final RedisLink link;

  GateMemory(RedisLink link) {
    this.link = link;
  }

  Future<Void> keep(GateState state) {
    return eval(KEEP, Double.toString(state.ceiling()), Long.toString(state.pausedMs()),
        Long.toString(KEPT_MS)).mapEmpty();
  }

  Future<GateState> recall() {
    return eval(RECALL).map(reply -> reply == null
        ? GateState.NONE
        : new GateState(
            Double.parseDouble(reply.get(0).toString()),
            Long.parseLong(reply.get(1).toString())));
  }

  private Future<Response> eval(String script, String... arguments) {
    Request eval = Request.cmd(Command.EVAL).arg(script).arg(1).arg(KEY);
    for (String argument : arguments) {
      eval.arg(argument);
    }
    return link.batch(List.of(eval)).map(replies -> replies.get(0));
  }
}
