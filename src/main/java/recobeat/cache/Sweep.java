package recobeat.cache;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import recobeat.model.Key;
import recobeat.model.Kind;
import recobeat.near.Near;

/**
 * Removes or counts everything of some kinds, a part in each turn of the event loop, so that
 * look-ups get in between.
 */
final class Sweep {

  /** Keys in one turn. */
  private static final int PART = 1_000;

  private final Set<Kind> kinds;
  private final boolean dryRun;
  private final Promise<Long> done = Promise.promise();
  private long total;

  Sweep(Set<Kind> kinds, boolean dryRun) {
    this.kinds = kinds;
    this.dryRun = dryRun;
  }

  /** All of the near cache. */
  Future<Long> near(Vertx vertx, Near near) {
    part(vertx, near, near.keys());
    return done.future();
  }

  private void part(Vertx vertx, Near near, Iterator<Key> keys) {
    for (int i = 0; i < PART && keys.hasNext(); i++) {
      Key key = keys.next();
      if (kinds.contains(key.kind()) && (dryRun || near.remove(key))) {
        total++;
      }
    }
    if (keys.hasNext()) {
      vertx.runOnContext(turn -> part(vertx, near, keys));
    } else {
      done.complete(total);
    }
  }

  /** All of Redis, in one pass over its keys, of which others may be in between. */
  Future<Long> redis(RedisKeys redis) {
    String pattern = kinds.size() == 1
        ? Stored.prefix(kinds.iterator().next()) + '*'
        : Stored.PREFIX + '*';
    part(redis, pattern, "0");
    return done.future();
  }

  private void part(RedisKeys redis, String pattern, String cursor) {
    redis.scan(cursor, pattern, PART)
        .compose(page -> redis.remove(ours(page.keys()), dryRun).map(removed -> {
          total += removed;
          return page.cursor();
        }))
        .onFailure(done::tryFail)
        .onSuccess(next -> {
          if (next.equals("0")) {
            done.complete(total);
          } else {
            part(redis, pattern, next);
          }
        });
  }

  /** Each once: a page may name a key twice. */
  private List<String> ours(List<String> keys) {
    return keys.stream().filter(this::isOurs).distinct().toList();
  }

  private boolean isOurs(String key) {
    return kinds.stream().anyMatch(kind -> key.startsWith(Stored.prefix(kind)));
  }
}
