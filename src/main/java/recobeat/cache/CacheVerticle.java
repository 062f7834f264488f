package recobeat.cache;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import recobeat.message.Addresses;
import recobeat.message.Find;
import recobeat.message.Store;
import recobeat.metrics.Counter;
import recobeat.metrics.Counters;
import recobeat.model.Key;
import recobeat.model.Lifetimes;
import recobeat.near.Near;
import recobeat.time.Time;

/** The only one who speaks to Redis, and who fills the near cache. */
public final class CacheVerticle extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(CacheVerticle.class);

  private final Addresses addresses;
  private final String uri;
  private final RedisOptions options;
  private final Lifetimes lifetimes;
  private final Shelf shelf;
  private final Time time;
  private final Counters counters;

  /** Look-ups of this turn of the event loop, which travel together, and the keys for Redis. */
  private List<Look> looks = new ArrayList<>();
  private Set<Key> keys = new HashSet<>();

  private final Set<Future<?>> writing = new HashSet<>();
  private @Nullable RedisStore redis;

  private record Look(Message<Find> message, Map<Key, Find.Found> near) {}

  /**
   * Of one engine.
   *
   * @param uri where Redis is; not from the options, as an embedded one is where it found room
   */
  public CacheVerticle(Addresses addresses, String uri, RedisOptions options, Lifetimes lifetimes,
      Near near, Time time, Counters counters) {
    this.addresses = addresses;
    this.uri = uri;
    this.options = options;
    this.lifetimes = lifetimes;
    this.shelf = new Shelf(near, lifetimes, counters);
    this.time = time;
    this.counters = counters;
  }

  @Override
  public Future<?> start() {
    RedisLink link = new RedisLink(vertx, time, uri, options.caFile(), options.timeout());
    RedisStore store = new RedisStore(link, lifetimes, options.timeout().toMillis());
    redis = store;
    return Future.all(
            vertx.eventBus().<Find>localConsumer(addresses.find(),
                message -> find(store, message)).completion(),
            vertx.eventBus().<Store>localConsumer(addresses.store(),
                message -> store(store, message.body())).completion())
        .compose(ready -> link.ready(options.timeout().toMillis()));
  }

  @Override
  public Future<?> stop() {
    RedisStore store = redis;
    return store == null
        ? Future.succeededFuture()
        : Future.join(List.copyOf(writing))
            .transform(written -> store.close());
  }

  private void find(RedisStore store, Message<Find> message) {
    long now = time.epochMillis();
    Look look = new Look(message, new HashMap<>());
    for (Key key : message.body().keys()) {
      Find.Found fresh = shelf.fresh(key, now);
      if (fresh == null) {
        keys.add(key);
      } else {
        look.near.put(key, fresh);
      }
    }
    if (looks.isEmpty()) {
      vertx.runOnContext(turn -> look(store));
    }
    looks.add(look);
  }

  private void look(RedisStore store) {
    List<Look> together = looks;
    List<Key> asked = List.copyOf(keys);
    looks = new ArrayList<>();
    keys = new HashSet<>();
    Future<List<RedisStore.Hit>> hits =
        asked.isEmpty() ? Future.succeededFuture(List.of()) : store.find(asked);
    hits.onSuccess(found -> {
      Map<Key, RedisStore.Hit> byKey = new HashMap<>();
      for (int i = 0; i < found.size(); i++) {
        byKey.put(asked.get(i), found.get(i));
      }
      together.forEach(look -> reply(look, byKey));
    }).onFailure(failure -> {
      LOG.warn("look-up of {} keys failed: {}", asked.size(), failure.toString());
      counters.count(Counter.LOOKUPS_LOST);
      together.forEach(look -> reply(look, Map.of()));
    });
  }

  private void reply(Look look, Map<Key, RedisStore.Hit> hits) {
    long now = time.epochMillis();
    List<Find.Found> found = new ArrayList<>(look.message.body().keys().size());
    for (Key key : look.message.body().keys()) {
      Find.Found near = look.near.get(key);
      found.add(near != null
          ? near
          : shelf.found(key, hits.getOrDefault(key, RedisStore.Hit.NONE), now));
    }
    look.message.reply(new Find.Reply(found));
  }

  private void store(RedisStore store, Store learned) {
    List<Store.Write> writes = shelf.write(learned.writes(), time.epochMillis());
    if (writes.isEmpty()) {
      return;
    }
    Future<?> written = store.write(writes)
        .onSuccess(kept -> shelf.kept(Shelf.maps(writes), kept))
        .onFailure(failure -> {
          LOG.warn("{} writes failed: {}", writes.size(), failure.toString());
          counters.count(Counter.WRITES_LOST, writes.size());
        });
    writing.add(written);
    written.onComplete(done -> writing.remove(written));
  }
}
