package recobeat.cache;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import recobeat.message.FindKin;
import recobeat.message.KeepKin;
import recobeat.model.Kind;
import recobeat.model.Lifetimes;

/**
 * Groups of like tracks in Redis, each a hash of packed tracks by id. They are statistics, not
 * entries: what Redis does not take is lost, and learned again when it is harvested again.
 */
final class KinStore {

  /** No entry's keys; who may only use some keys may use these with those of the limit. */
  static final String PREFIX = "rb:k" + Stored.VERSION + ':';

  private final RedisLink link;
  private final Lifetimes lifetimes;

  KinStore(RedisLink link, Lifetimes lifetimes) {
    this.link = link;
    this.lifetimes = lifetimes;
  }

  /** Writes in one round trip. A group ends when nothing is learned of it for twice a life. */
  Future<Void> keep(KeepKin kin) {
    Request script = Request.cmd(Command.EVAL).arg(Scripts.KIN).arg(kin.members().size());
    kin.members().forEach(member -> script.arg(PREFIX + member.group()));
    long life = lifetimes.options().of(Kind.FEATURES).found().toMillis();
    script.arg(Math.max(1, 2 * life));
    kin.members().forEach(member ->
        script.arg(member.membersMax()).arg(member.id()).arg(member.packed()));
    return link.batch(List.of(script)).mapEmpty();
  }

  /** Reads in one round trip. */
  Future<FindKin.Reply> find(FindKin find) {
    List<Request> requests = new ArrayList<>(find.groups().size());
    for (String group : find.groups()) {
      requests.add(Request.cmd(Command.HGETALL).arg(PREFIX + group));
    }
    return link.batch(requests).map(replies ->
        new FindKin.Reply(replies.stream().map(KinStore::members).toList()));
  }

  private static Map<String, byte[]> members(Response group) {
    Map<String, byte[]> members = new LinkedHashMap<>();
    for (String id : group.getKeys()) {
      byte[] packed = RedisLink.bytes(group.get(id));
      if (packed != null) {
        members.put(id, packed);
      }
    }
    return members;
  }
}
