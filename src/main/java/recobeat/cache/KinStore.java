package recobeat.cache;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import recobeat.message.DumpKin;
import recobeat.message.FindKin;
import recobeat.message.KeepKin;
import recobeat.message.KinGroup;
import recobeat.message.RestoreKin;
import recobeat.model.Kind;
import recobeat.model.Lifetimes;

/**
 * Groups of like tracks in Redis, each a hash of packed tracks by id. They are statistics, not
 * entries: what Redis does not take is lost, and learned again when it is harvested again.
 */
final class KinStore {

  /** No entry's keys; who may only use some keys may use these with those of the limit. */
  static final String PREFIX = "rb:k" + Stored.VERSION + ':';

  /** Keys looked at in a step of a dump; a group has up to a hundred tracks. */
  private static final int DUMP_PART = 200;

  private final RedisLink link;
  private final RedisKeys keys;
  private final Lifetimes lifetimes;

  KinStore(RedisLink link, RedisKeys keys, Lifetimes lifetimes) {
    this.link = link;
    this.keys = keys;
    this.lifetimes = lifetimes;
  }

  /** Writes in one round trip. A group ends when nothing is learned of it for twice a life. */
  Future<Void> keep(KeepKin kin) {
    Request script = Request.cmd(Command.EVAL).arg(Scripts.KIN).arg(kin.members().size());
    kin.members().forEach(member -> script.arg(PREFIX + member.group()));
    script.arg(lifeMs());
    kin.members().forEach(member ->
        script.arg(member.membersMax()).arg(member.id()).arg(member.packed()));
    return link.batch(List.of(script)).mapEmpty();
  }

  private long lifeMs() {
    return Math.max(1, 2 * lifetimes.options().of(Kind.FEATURES).found().toMillis());
  }

  /** Reads in one round trip. */
  Future<FindKin.Reply> find(FindKin find) {
    return groups(find.groups().stream().map(group -> PREFIX + group).toList())
        .map(FindKin.Reply::new);
  }

  /** The next part of all, each group of it once. */
  Future<DumpKin.Reply> dump(DumpKin dump) {
    return keys.scan(dump.cursor(), PREFIX + '*', DUMP_PART).compose(page -> {
      List<String> names = page.keys().stream().distinct().toList();
      return groups(names).map(members -> {
        List<KinGroup> groups = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
          // One that was swept meanwhile is none.
          if (!members.get(i).isEmpty()) {
            groups.add(new KinGroup(names.get(i).substring(PREFIX.length()), members.get(i)));
          }
        }
        return new DumpKin.Reply(page.cursor(), groups);
      });
    });
  }

  /** Writes what was kept elsewhere beside what is here, in one round trip. */
  Future<RestoreKin.Reply> restore(RestoreKin restore) {
    List<KinGroup> groups = restore.groups();
    Request script = Request.cmd(Command.EVAL).arg(Scripts.RESTORE_KIN).arg(groups.size());
    groups.forEach(group -> script.arg(PREFIX + group.key()));
    script.arg(lifeMs());
    groups.forEach(group -> {
      script.arg(group.members().size());
      group.members().forEach((id, packed) -> script.arg(id).arg(packed));
    });
    return link.batch(List.of(script)).map(done -> new RestoreKin.Reply());
  }

  /**
   * The members of each, in the order in which they were put: that of like tracks decides which of
   * too many count, and how sums are rounded.
   */
  private Future<List<Map<String, byte[]>>> groups(List<String> names) {
    if (names.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    // By a script, as the client gives the fields of a hash in an order of its own.
    Request script = Request.cmd(Command.EVAL).arg(Scripts.HASHES).arg(names.size());
    names.forEach(script::arg);
    return link.batch(List.of(script)).map(replies -> {
      List<Map<String, byte[]>> groups = new ArrayList<>(names.size());
      replies.get(0).forEach(turns -> groups.add(members(turns)));
      return groups;
    });
  }

  private static Map<String, byte[]> members(Response turns) {
    Map<String, byte[]> members = new LinkedHashMap<>();
    for (int i = 0; i + 1 < turns.size(); i += 2) {
      byte[] packed = RedisLink.bytes(turns.get(i + 1));
      if (packed != null) {
        members.put(turns.get(i).toString(), packed);
      }
    }
    return members;
  }
}
