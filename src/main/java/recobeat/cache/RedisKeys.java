package recobeat.cache;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import recobeat.message.Measure;
import recobeat.model.Entry;
import recobeat.model.Key;

/** Keys in Redis as they are, by small steps that leave room for everybody else's commands. */
final class RedisKeys {

  private final RedisLink link;
  private boolean isForbidden;

  RedisKeys(RedisLink link) {
    this.link = link;
  }

  /** What is under exactly these keys, in their order; null for nothing. */
  Future<List<@Nullable Entry>> read(List<Key> keys) {
    Request get = Request.cmd(Command.MGET);
    keys.forEach(key -> get.arg(Stored.key(key)));
    return send(get).map(reply -> {
      List<@Nullable Entry> entries = new ArrayList<>(keys.size());
      for (int i = 0; i < keys.size(); i++) {
        entries.add(Stored.entry(keys.get(i), RedisLink.buffer(reply.get(i))));
      }
      return entries;
    });
  }

  /** Removes keys, or counts which of them are there. */
  Future<Long> remove(List<String> keys, boolean dryRun) {
    if (keys.isEmpty()) {
      return Future.succeededFuture(0L);
    }
    Request remove = Request.cmd(dryRun ? Command.EXISTS : Command.UNLINK);
    keys.forEach(remove::arg);
    return send(remove).map(Response::toLong);
  }

  /** Some keys, and where to go on; {@code "0"} at the end. */
  record Page(String cursor, List<String> keys) {}

  /** The next keys that match. */
  Future<Page> scan(String cursor, String pattern, int count) {
    Request scan = Request.cmd(Command.SCAN)
        .arg(cursor).arg("MATCH").arg(pattern).arg("COUNT").arg(count);
    return send(scan).map(reply -> {
      List<String> keys = new ArrayList<>();
      reply.get(1).forEach(key -> keys.add(key.toString()));
      return new Page(reply.get(0).toString(), keys);
    });
  }

  /** Where the user may not ask for it, that is asked for only once, as servers note it. */
  Future<Measure.Reply> measure() {
    if (isForbidden) {
      return Future.failedFuture("the user may not ask how full Redis is");
    }
    return link.batch(List.of(Request.cmd(Command.INFO).arg("memory"), Request.cmd(Command.DBSIZE)))
        .map(replies -> {
          String memory = replies.get(0).toString();
          return new Measure.Reply(number(memory, "used_memory"), number(memory, "maxmemory"),
              replies.get(1).toLong());
        })
        .onFailure(failure -> isForbidden |= Trouble.isForbidden(failure));
  }

  private static long number(String info, String field) {
    Matcher line = Pattern.compile("(?m)^" + field + ":(\\d+)").matcher(info);
    return line.find() ? Long.parseLong(line.group(1)) : 0;
  }

  Future<Response> ping() {
    return send(Request.cmd(Command.PING));
  }

  private Future<Response> send(Request request) {
    return link.batch(List.of(request)).map(replies -> replies.get(0));
  }
}
