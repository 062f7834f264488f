package recobeat.cache;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import recobeat.message.GateState;

/**
 * What the gate has learned, in Redis: so that a restart does not run into the limit again. The
 * pause is a key that expires: it ends by Redis's clock, which all who share it have in common.
 */
final class GateMemory {

  /** Beside the entries, so that no flush takes them for such. */
  private static final String CEILING = "rb:gate" + Stored.VERSION;

  private static final String PAUSE = CEILING + ":pause";

  /** An older limit says little. */
  private static final long KEPT_MS = Duration.ofDays(7).toMillis();

  private final RedisLink link;

  GateMemory(RedisLink link) {
    this.link = link;
  }

  Future<Void> keep(GateState state) {
    List<Request> requests = new ArrayList<>(2);
    requests.add(set(CEILING, Double.toString(state.ceiling()), KEPT_MS));
    if (state.pausedMs() > 0) {
      requests.add(set(PAUSE, "", state.pausedMs()));
    }
    return link.batch(requests).mapEmpty();
  }

  private static Request set(String key, String value, long keptMs) {
    return Request.cmd(Command.SET).arg(key).arg(value).arg("PX").arg(keptMs);
  }

  Future<GateState> recall() {
    return link.batch(List.of(
            Request.cmd(Command.GET).arg(CEILING), Request.cmd(Command.PTTL).arg(PAUSE)))
        .map(replies -> new GateState(
            replies.get(0) == null ? Double.NaN : Double.parseDouble(replies.get(0).toString()),
            Math.max(0, replies.get(1).toLong())));
  }
}
