package recobeat.cache;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
  private final String key;

  /** What a refusal told that Redis was not there to hear, and when. */
  private @Nullable GateState untold;

  private long toldAt;

  /**
   * Of engines that share the limit, or of one that has its own.
   *
   * @param owner whose limit it is; empty if it is that of all
   */
  SharedGate(RedisLink link, Time time, String owner) {
    this.link = link;
    this.time = time;
    this.key = owner.isEmpty() ? KEY : KEY + ':' + owner;
  }

  /** Gives a call its turn. */
  Future<Claim.Reply> claim(Claim claim) {
    List<Request> requests = new ArrayList<>(2);
    GateState state = untold;
    if (state != null) {
      long leftMs = Math.max(0, state.pausedMs() - (time.millis() - toldAt));
      requests.add(eval(Scripts.MEET, state.ceiling(), leftMs));
    }
    requests.add(eval(Scripts.CLAIM, claim.intervalMs(), claim.burst()));
    return send(requests).map(reply -> {
      told(state);
      return new Claim.Reply(reply.get(1).toLong(), reply.get(2).toLong(), ceiling(reply.get(3)),
          reply.get(4).toLong(), reply.get(5).toLong());
    });
  }

  /** Tells the others what was met; if Redis is away, as soon as it is back. */
  Future<Void> keep(GateState state) {
    untold = state;
    toldAt = time.millis();
    return send(List.of(eval(Scripts.MEET, state.ceiling(), state.pausedMs())))
        .onSuccess(reply -> told(state)).mapEmpty();
  }

  private void told(@Nullable GateState state) {
    if (untold == state) {
      untold = null;
    }
  }

  /** What there is from before. */
  Future<GateState> recall() {
    return send(List.of(eval(Scripts.MEET, Double.NaN, 0)))
        .map(reply -> new GateState(ceiling(reply.get(2)), reply.get(1).toLong()));
  }

  private Request eval(String script, Number first, Number second) {
    return Request.cmd(Command.EVAL).arg(script).arg(1).arg(key)
        .arg(first.toString()).arg(second.toString()).arg(KEPT_MS);
  }

  /** The reply to the last one. */
  private Future<Response> send(List<Request> requests) {
    return link.batch(requests).map(replies -> {
      Response last = replies.get(replies.size() - 1);
      time.agree(last.get(0).toLong());
      return last;
    });
  }

  private static double ceiling(@Nullable Response known) {
    return known == null ? Double.NaN : Double.parseDouble(known.toString());
  }
}
