package recobeat.cache;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import recobeat.message.FindManual;
import recobeat.message.KeepManual;

/**
 * Manual features in Redis: one hash of packed tracks by id, which nothing sweeps. A field without
 * a name tells one whose tracks were all removed from one that Redis lost.
 */
final class ManualStore {

  /** No entry's key; a user who may only use some keys may use this one with the limit's. */
  static final String KEY = "rb:manual" + Stored.VERSION;

  private final RedisLink link;

  ManualStore(RedisLink link) {
    this.link = link;
  }

  /** Changes all or nothing, in one step. */
  Future<KeepManual.Reply> keep(KeepManual keep) {
    Request script = Request.cmd(Command.EVAL).arg(Scripts.MANUAL).arg(1).arg(KEY)
        .arg(keep.max()).arg(keep.set().size());
    keep.set().forEach((id, packed) -> script.arg(id).arg(packed));
    keep.gone().forEach(script::arg);
    return link.batch(List.of(script)).map(replies -> {
      Response reply = replies.get(0);
      int gone = reply.get(0).toInteger();
      return new KeepManual.Reply(gone < 0, Math.max(0, gone), reply.get(1).toInteger(),
          reply.get(2).toInteger() == 1);
    });
  }

  /** All of them. */
  Future<FindManual.Reply> find() {
    // By a script, since then they come in turns of id and track in every version of the protocol.
    Request all = Request.cmd(Command.EVAL).arg(Scripts.HASH).arg(1).arg(KEY);
    return link.batch(List.of(all)).map(replies -> new FindManual.Reply(all(replies.get(0))));
  }

  private static @Nullable Map<String, byte[]> all(Response turns) {
    if (turns.size() == 0) {
      return null;
    }
    Map<String, byte[]> all = new LinkedHashMap<>();
    for (int i = 0; i + 1 < turns.size(); i += 2) {
      String id = turns.get(i).toString();
      byte[] packed = RedisLink.bytes(turns.get(i + 1));
      if (!id.isEmpty() && packed != null) {
        all.put(id, packed);
      }
    }
    return all;
  }
}
