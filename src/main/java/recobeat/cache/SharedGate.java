package recobeat.cache;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import recobeat.message.Claim;
import recobeat.message.GateState;
import recobeat.time.Time;

/**
 * The service's limit as all engines on one Redis know it, and as a restart finds it: what the last
 * one met that was refused, the pause that the service asked for, and when the next call is due.
 * All by Redis's clock, which they have in common; it comes along with each answer.
 */
final class SharedGate {

  /** Beside the entries, so that no flush takes it for one; a hash of what the scripts name. */
  static final String KEY = "rb:limit" + Stored.VERSION;

  /** An older limit says little. */
  private static final long KEPT_MS = Duration.ofDays(7).toMillis();

  private final RedisLink link;
  private final Time time;

  SharedGate(RedisLink link, Time time) {
    this.link = link;
    this.time = time;
  }

  /** Gives a call its turn. */
  Future<Claim.Reply> claim(Claim claim) {
    return eval(Scripts.CLAIM, claim.intervalMs(), claim.burst()).map(state ->
        new Claim.Reply(state.get(1).toLong(), ceiling(state), state.get(3).toLong()));
  }

  /** Tells the others what was met. */
  Future<Void> keep(GateState state) {
    return eval(Scripts.MEET, state.ceiling(), state.pausedMs()).mapEmpty();
  }

  /** What there is from before. */
  Future<GateState> recall() {
    return eval(Scripts.MEET, Double.NaN, 0)
        .map(state -> new GateState(ceiling(state), state.get(1).toLong()));
  }

  private Future<Response> eval(String script, Number first, Number second) {
    Request request = Request.cmd(Command.EVAL).arg(script).arg(1).arg(KEY)
        .arg(first.toString()).arg(second.toString()).arg(KEPT_MS);
    return link.batch(List.of(request)).map(replies -> {
      Response state = replies.get(0);
      time.agree(state.get(0).toLong());
      return state;
    });
  }

  private static double ceiling(Response state) {
    return state.get(2) == null ? Double.NaN : Double.parseDouble(state.get(2).toString());
  }
}
