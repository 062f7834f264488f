package recobeat.cache;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import recobeat.message.Addresses;
import recobeat.message.Claim;
import recobeat.message.Dump;
import recobeat.message.DumpKin;
import recobeat.message.Failure;
import recobeat.message.Find;
import recobeat.message.FindKin;
import recobeat.message.FindManual;
import recobeat.message.FindMissing;
import recobeat.message.Flush;
import recobeat.message.ForgetMissing;
import recobeat.message.GateState;
import recobeat.message.Inspect;
import recobeat.message.KeepKin;
import recobeat.message.KeepManual;
import recobeat.message.KeepMissing;
import recobeat.message.Measure;
import recobeat.message.Ping;
import recobeat.message.Restore;
import recobeat.message.RestoreKin;
import recobeat.message.Store;
import recobeat.metrics.Counter;
import recobeat.metrics.Counters;
import recobeat.metrics.RedisOperation;
import recobeat.model.Key;
import recobeat.model.Lifetimes;
import recobeat.near.Near;
import recobeat.time.Flood;
import recobeat.time.Time;

/** The only one who speaks to Redis, and who fills the near cache. */
public final class CacheVerticle extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(CacheVerticle.class);
  private static final Flood FLOOD = new Flood(LOG);

  /**
   * Keys in a round trip, unless a single message has more. More is not faster: with replies of
   * 4,000 keys on their way at once, an embedded Redis took 3.7 us of its processor for each key,
   * with those of 160 it took 1.7 us; two of 320 at once were no slower than that.
   */
  private static final int KEYS_MAX = 320;

  /** Round trips begun without delay: with one alone Redis rests while its reply is read. */
  private static final int TOGETHER = 2;

  /** A round trip that is not back by then, as Redis is far away, holds the next up no longer. */
  private static final long NEXT_MS = 2;

  /** Round trips under way at once; what comes meanwhile waits here, where no limit runs yet. */
  private static final int ROUND_TRIPS_MAX = 32;

  private final Addresses addresses;
  private final String uri;
  private final String limitOwner;
  private final RedisOptions options;
  private final Lifetimes lifetimes;
  private final Near near;
  private final Shelf shelf;
  private final Time time;
  private final Counters counters;

  /** Look-ups that wait for a round trip; those that come together travel together. */
  private final Deque<Look> looks = new ArrayDeque<>();

  private int underWay;

  /** Whether the next round trip will begin even if those under way are not back. */
  private boolean isTimed;

  private @Nullable RedisLink link;
  private @Nullable Writer writer;

  /** What is looked for, and what of it the near cache had. */
  private record Look(Message<Find> message, Find.@Nullable Found[] near) {}

  /**
   * Of one engine.
   *
   * @param uri where Redis is; not from the options, as an embedded one is where it found room
   * @param limitOwner whose limit of the service it is; empty if all engines share one
   */
  public CacheVerticle(Addresses addresses, String uri, String limitOwner, RedisOptions options,
      Lifetimes lifetimes, Near near, Time time, Counters counters) {
    this.addresses = addresses;
    this.uri = uri;
    this.limitOwner = limitOwner;
    this.options = options;
    this.lifetimes = lifetimes;
    this.near = near;
    this.shelf = new Shelf(near, lifetimes, counters);
    this.time = time;
    this.counters = counters;
  }

  @Override
  public Future<?> start() {
    RedisLink made =
        new RedisLink(vertx, time, uri, options.caFile(), options.timeout().toMillis());
    RedisStore store = new RedisStore(made, lifetimes);
    Missed missed = new Missed(options.missedMax(), options.missedBytesMax());
    Writer behind = new Writer(vertx, store, missed, shelf, counters);
    RedisKeys keys = new RedisKeys(made);
    Upkeep upkeep = new Upkeep(vertx, near, keys, store, missed);
    SharedGate gate = new SharedGate(made, time, limitOwner);
    KinStore kin = new KinStore(made, keys, lifetimes);
    MissingStore missing = new MissingStore(made);
    ManualStore manual = new ManualStore(made);
    link = made;
    writer = behind;
    return Future.all(List.of(
            vertx.eventBus().<Find>localConsumer(addresses.find(),
                message -> find(store, behind, message)).completion(),
            vertx.eventBus().<Store>localConsumer(addresses.store(),
                message -> store(behind, message)).completion(),
            vertx.eventBus().<GateState>localConsumer(addresses.keepGate(),
                message -> gate.keep(message.body())
                    .onFailure(failure -> LOG.debug("the rate is not kept", failure)))
                .completion(),
            vertx.eventBus().<GateState.Recall>localConsumer(addresses.recallGate(),
                message -> gate.recall().otherwise(GateState.NONE).onSuccess(message::reply))
                .completion(),
            this.<Claim>tell(addresses.claim(), gate::claim),
            vertx.eventBus().<KeepKin>localConsumer(addresses.keepKin(),
                message -> kin.keep(message.body())
                    .onFailure(failure -> LOG.debug("tracks are not kept with their kin", failure)))
                .completion(),
            this.<FindKin>tell(addresses.findKin(), kin::find),
            this.<DumpKin>tell(addresses.dumpKin(), kin::dump),
            this.<RestoreKin>serve(addresses.restoreKin(), kin::restore),
            this.<KeepMissing>tell(addresses.keepMissing(), missing::keep),
            this.<ForgetMissing>tell(addresses.forgetMissing(), missing::forget),
            this.<FindMissing>tell(addresses.findMissing(), missing::find),
            this.<KeepManual>serve(addresses.keepManual(), manual::keep),
            this.<FindManual>tell(addresses.findManual(), all -> manual.find()),
            this.<Flush>serve(addresses.flush(), upkeep::flush),
            this.<Inspect>serve(addresses.inspect(), upkeep::inspect),
            vertx.eventBus().<Measure>localConsumer(addresses.measure(),
                message -> measure(upkeep, message)).completion(),
            this.<Ping>serve(addresses.ping(), upkeep::ping),
            this.<Dump>tell(addresses.dump(), upkeep::dump),
            this.<Restore>serve(addresses.restore(), upkeep::restore)))
        .compose(ready -> made.ready());
  }

  @Override
  public Future<?> stop() {
    RedisLink last = link;
    return last == null || writer == null
        ? Future.succeededFuture()
        : writer.close(options.timeout().toMillis()).transform(written -> last.close());
  }

  private <Q> Future<Void> serve(String address, Function<Q, Future<?>> work) {
    return vertx.eventBus().<Q>localConsumer(address, message -> work.apply(message.body())
        .onSuccess(message::reply)
        .onFailure(failure -> {
          FLOOD.at(Level.WARN).log("{} failed: {}", message.body(), failure.toString());
          message.fail(Failure.TIMED_OUT.code(), "Redis did not do it; the log says more");
        })).completion();
  }

  /** The same for those who ask again and again, and are told why it failed instead of the log. */
  private <Q> Future<Void> tell(String address, Function<Q, Future<?>> work) {
    return vertx.eventBus().<Q>localConsumer(address, message -> work.apply(message.body())
        .onSuccess(message::reply)
        .onFailure(failure ->
            message.fail(Failure.TIMED_OUT.code(), Trouble.line(failure)))).completion();
  }

  /** Asked again and again, so not each failure is worth a line. */
  private static void measure(Upkeep upkeep, Message<Measure> message) {
    upkeep.measure(message.body())
        .onSuccess(message::reply)
        .onFailure(failure -> {
          LOG.debug("it is not known how full Redis is", failure);
          message.fail(Failure.TIMED_OUT.code(), "Redis does not say how full it is");
        });
  }

  private void find(RedisStore store, Writer behind, Message<Find> message) {
    long now = time.epochMillis();
    List<Key> keys = message.body().keys();
    Look look = new Look(message, new Find.Found[keys.size()]);
    int near = 0;
    for (int i = 0; i < keys.size(); i++) {
      look.near[i] = shelf.fresh(keys.get(i), now);
      near += look.near[i] == null ? 0 : 1;
    }
    if (near == keys.size()) {
      reply(look, behind, Map.of(), null);
      return;
    }
    if (looks.isEmpty()) {
      vertx.runOnContext(turn -> look(store, behind));
    }
    looks.add(look);
  }

  private void look(RedisStore store, Writer behind) {
    while (underWay < TOGETHER && !looks.isEmpty()) {
      lookTogether(store, behind);
    }
    if (!isTimed && !looks.isEmpty()) {
      isTimed = true;
      vertx.setTimer(NEXT_MS, id -> {
        isTimed = false;
        if (!looks.isEmpty() && underWay < ROUND_TRIPS_MAX) {
          lookTogether(store, behind);
        }
        look(store, behind);
      });
    }
  }

  private void lookTogether(RedisStore store, Writer behind) {
    List<Look> together = new ArrayList<>();
    List<Key> asked = new ArrayList<>();
    Map<Key, Integer> places = new HashMap<>();
    while (!looks.isEmpty() && asked.size() < KEYS_MAX) {
      Look look = looks.remove();
      together.add(look);
      List<Key> keys = look.message.body().keys();
      for (int i = 0; i < keys.size(); i++) {
        if (look.near[i] == null && places.putIfAbsent(keys.get(i), asked.size()) == null) {
          asked.add(keys.get(i));
        }
      }
    }
    look(store, behind, together, asked, places);
  }

  private void look(RedisStore store, Writer behind, List<Look> together, List<Key> asked,
      Map<Key, Integer> places) {
    underWay++;
    Runnable timed = counters.onRedis(RedisOperation.FIND);
    store.find(asked).onComplete(done -> {
      timed.run();
      underWay--;
      if (done.failed()) {
        LOG.debug("look-up of {} keys failed", asked.size(), done.cause());
        counters.count(Counter.LOOKUPS_LOST);
      }
      // Redis goes on while these are answered.
      look(store, behind);
      together.forEach(look -> reply(look, behind, places, done.result()));
    });
  }

  /**
   * Answers one of those who are looked for together.
   *
   * @param places of keys among the hits
   * @param hits null if Redis did not say
   */
  private void reply(Look look, Writer behind, Map<Key, Integer> places,
      @Nullable List<RedisStore.Hit> hits) {
    long now = time.epochMillis();
    List<Key> keys = look.message.body().keys();
    List<Find.Found> found = new ArrayList<>(keys.size());
    List<Store.Write> renamed = new ArrayList<>(0);
    for (int i = 0; i < keys.size(); i++) {
      Key key = keys.get(i);
      Find.Found known = look.near[i];
      if (known == null) {
        Integer place = places.get(key);
        RedisStore.Hit hit = behind.over(key, shelf.canonical(key, now),
            hits == null || place == null ? null : hits.get(place));
        known = shelf.found(key, hit, now);
        Store.Write write = Shelf.renamed(key, hit, known);
        if (write != null) {
          renamed.add(write);
        }
      }
      found.add(known);
    }
    look.message.reply(new Find.Reply(found));
    if (!renamed.isEmpty()) {
      behind.write(renamed);
    }
  }

  private void store(Writer behind, Message<Store> message) {
    List<Store.Write> writes = shelf.write(message.body().writes(), time.epochMillis());
    // Near holds it from here on; Redis gets it behind.
    message.reply(null);
    if (!writes.isEmpty()) {
      behind.write(writes);
    }
  }
}
