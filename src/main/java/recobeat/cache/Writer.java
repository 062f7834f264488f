package recobeat.cache;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import recobeat.message.Store.Write;
import recobeat.metrics.Counter;
import recobeat.metrics.Counters;
import recobeat.metrics.RedisOperation;
import recobeat.model.Entry;
import recobeat.model.Key;
import recobeat.model.Mapping;
import recobeat.model.Source;
import recobeat.time.Flood;

/**
 * Writes to Redis behind the callers' backs. What it does not take, for whatever reason, is kept
 * and tried again: at first a single write, so that a Redis that is still in trouble is hardly
 * bothered, then twice as many after each success. Until all is written, new writes stand in line
 * behind the missed ones, so that of each key the order stays. On the cache verticle's event loop.
 */
final class Writer {

  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

  /** Missed writes in a round trip, during which Redis does nothing else. */
  private static final int PART_MAX = 500;

  private static final long PART_BYTES_MAX = 1 << 20;

  /** Pause before Redis is tried again, doubled each time. */
  private static final long AGAIN_MS = 50;

  private static final long AGAIN_MS_MAX = 1_000;

  private static final long NO_TIMER = -1;

  private final Flood flood = new Flood(LOG);
  private final Vertx vertx;
  private final RedisStore redis;
  private final Missed missed;
  private final Shelf shelf;
  private final Counters counters;
  private final Set<Future<?>> writing = new HashSet<>();
  private int part = 1;
  private long againMs = AGAIN_MS;

  /** Writes that were missed since Redis took all, and of these those given up. */
  private long missedNow;

  private long lostNow;

  /** Whether the log says that writes are missed, so that it is told when they are no more. */
  private boolean isTold;

  /** Whether missed writes are under way or the timer is set for them. */
  private boolean replaying;

  private long timer = NO_TIMER;

  /** Completed when nothing is missed any more; there only at the end. */
  private @Nullable Promise<Void> emptied;

  private boolean closed;

  Writer(Vertx vertx, RedisStore redis, Missed missed, Shelf shelf, Counters counters) {
    this.vertx = vertx;
    this.redis = redis;
    this.missed = missed;
    this.shelf = shelf;
    this.counters = counters;
  }

  /** Writes, now or later. */
  void write(List<Write> writes) {
    if (!missed.isEmpty()) {
      keep(writes);
      return;
    }
    Runnable timed = counters.onRedis(RedisOperation.WRITE);
    Future<?> written = redis.write(writes)
        .onComplete(done -> timed.run())
        .onSuccess(kept -> shelf.kept(Shelf.maps(writes), kept))
        .onFailure(failure -> {
          if (missed.isEmpty()) {
            missing(failure);
          }
          keep(writes);
        });
    writing.add(written);
    written.onComplete(done -> writing.remove(written));
  }

  private void keep(List<Write> writes) {
    int dropped = 0;
    for (Write write : writes) {
      dropped += missed.keep(write);
    }
    missedNow += writes.size();
    lostNow += dropped;
    counters.count(Counter.WRITES_MISSED, writes.size());
    counters.count(Counter.WRITES_LOST, dropped);
    if (!replaying && !missed.isEmpty()) {
      replaying = true;
      later();
    } else if (!replaying) {
      missingNoMore("Redis does not take writes, and none of them is kept");
    }
  }

  private void later() {
    timer = vertx.setTimer(emptied == null ? againMs : AGAIN_MS, id -> replay());
    againMs = Math.min(2 * againMs, AGAIN_MS_MAX);
  }

  private void replay() {
    if (closed || missed.isEmpty()) {
      emptied();
      return;
    }
    if (emptied != null) {
      redis.hurry();
    }
    List<Write> oldest = missed.oldest(part, PART_BYTES_MAX);
    redis.replay(oldest)
        .onSuccess(kept -> replayed(oldest, kept))
        .onFailure(failure -> refused(oldest, failure));
  }

  private void emptied() {
    replaying = false;
    part = 1;
    againMs = AGAIN_MS;
    if (!closed) {
      missingNoMore("Redis takes writes again and has those that it missed");
    }
    if (emptied != null) {
      emptied.tryComplete();
    }
  }

  private void missing(Throwable failure) {
    isTold = flood.passes(Level.WARN);
    if (isTold) {
      LOG.atWarn().addKeyValue("reason", Trouble.line(failure))
          .log("Redis does not take writes, keeping them");
    }
  }

  private void missingNoMore(String what) {
    if (isTold) {
      LOG.atInfo().addKeyValue("missed", missedNow).addKeyValue("lost", lostNow).log(what);
    }
    missedNow = 0;
    lostNow = 0;
  }

  private void replayed(List<Write> writes, List<@Nullable Entry> kept) {
    int replayed = 0;
    for (int i = 0; i < writes.size(); i++) {
      Write write = writes.get(i);
      // One that another write has taken the place of meanwhile is not believed any more.
      if (missed.remove(write)) {
        replayed++;
        shelf.kept(List.of(write), kept.subList(i, i + 1));
      }
    }
    counters.count(Counter.WRITES_REPLAYED, replayed);
    part = Math.min(2 * part, PART_MAX);
    againMs = AGAIN_MS;
    replay();
  }

  private void refused(List<Write> writes, Throwable failure) {
    part = 1;
    if (!Trouble.isOfTheWrite(failure)) {
      later();
      return;
    }
    // It must not hold up the others; alone it is known which one it is.
    if (writes.size() == 1 && missed.remove(writes.get(0))) {
      flood.at(Level.WARN).addKeyValue("key", writes.get(0).key())
          .addKeyValue("reason", Trouble.line(failure))
          .log("Redis never takes a write");
      lostNow++;
      counters.count(Counter.WRITES_LOST);
    }
    replay();
  }

  /**
   * What Redis will hold once it has what it missed.
   *
   * @param canonical the key that the value is kept under, as far as the near cache knows
   * @param hit what Redis holds now; null if it did not say
   */
  RedisStore.Hit over(Key key, Key canonical, RedisStore.@Nullable Hit hit) {
    RedisStore.Hit stored = hit == null ? RedisStore.Hit.NONE : hit;
    if (missed.isEmpty()) {
      return stored;
    }
    boolean told = hit != null;
    Entry mapping = RedisStore.isFollowed(key)
        ? missed.over(RedisStore.mapping(key), stored.mapping(), told)
        : stored.mapping();
    Key named = mapping == null || mapping.value() == null
        ? canonical
        : new Key(key.kind(), Mapping.of(mapping.value()).canonical());
    Entry own = missed.over(key, stored.entry(), told);
    Entry entry = named.equals(key) ? own : missed.over(named, own, told);
    boolean isOwn = entry == own && (stored.isOwn() || own != stored.entry());
    return new RedisStore.Hit(mapping, entry, isOwn,
        entry == stored.entry() ? stored.source() : Source.NEAR);
  }

  /** Ends when everything is written, or time is over; what is left then is lost. */
  Future<Void> close(long limitMs) {
    return Future.join(List.copyOf(writing))
        .transform(written -> empty())
        .timeout(limitMs, TimeUnit.MILLISECONDS)
        .transform(done -> {
          closed = true;
          vertx.cancelTimer(timer);
          if (!missed.isEmpty()) {
            LOG.atWarn().addKeyValue("lost", missed.size())
                .log("writes that Redis missed are lost");
            counters.count(Counter.WRITES_LOST, missed.size());
          }
          return Future.succeededFuture();
        });
  }

  private Future<Void> empty() {
    Promise<Void> empty = Promise.promise();
    emptied = empty;
    if (missed.isEmpty()) {
      empty.complete();
    } else if (vertx.cancelTimer(timer)) {
      replay();
    }
    return empty.future();
  }
}
