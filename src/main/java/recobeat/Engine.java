package recobeat;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import recobeat.ask.AskVerticle;
import recobeat.ask.Asking;
import recobeat.bridge.BridgeVerticle;
import recobeat.bridge.Inside;
import recobeat.bridge.Load;
import recobeat.cache.CacheVerticle;
import recobeat.cache.RedisOptions;
import recobeat.dispatch.DispatchOptions;
import recobeat.dispatch.DispatcherVerticle;
import recobeat.fetch.Breaker;
import recobeat.fetch.FetcherVerticle;
import recobeat.fetch.UpstreamOptions;
import recobeat.message.Addresses;
import recobeat.message.Codecs;
import recobeat.message.IdsRequest;
import recobeat.message.ListRequest;
import recobeat.message.MappingRequest;
import recobeat.message.RecommendationRequest;
import recobeat.message.Reply;
import recobeat.message.SearchRequest;
import recobeat.message.WorkflowReport;
import recobeat.message.WorkflowRequest;
import recobeat.metrics.Counter;
import recobeat.metrics.Counters;
import recobeat.model.Kind;
import recobeat.model.LifeOptions;
import recobeat.model.Lifetimes;
import recobeat.model.Outcome;
import recobeat.near.Hits;
import recobeat.near.Near;
import recobeat.time.Time;

/** Deploys the actors, from the ground up, and takes them down again. */
final class Engine implements RecoBeat {

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  /** Beyond its own limit, what a call may need to be reported. */
  private static final Duration REPORT = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final RecoBeatOptions options;
  private final Time time;
  private final RandomGenerator random;
  private final Addresses addresses;
  private final Counters counters = new Counters();
  private final Lifetimes lifetimes;
  private final Near near;
  private final Hits hits = new Hits();
  private final Asking asking;

  /** What has to be undone at the end, last first. */
  private final Deque<Supplier<Future<?>>> closing = new ArrayDeque<>();

  private @Nullable Breaker breaker;
  private @Nullable Future<Void> closed;

  Engine(Vertx vertx, RecoBeatOptions options, Time time, RandomGenerator random) {
    this.vertx = vertx;
    this.options = options;
    this.time = time;
    this.random = random;
    this.addresses = new Addresses(options.addressPrefix());
    this.lifetimes = new Lifetimes(options.life());
    this.near = new Near(options.near(), lifetimes);
    this.asking = new Asking(vertx, addresses, near, hits, time, options.ask());
  }

  Future<RecoBeat> start() {
    Codecs.register(vertx.eventBus());
    return deploy(() -> new PrefixVerticle(options.addressPrefix()), 1)
        .compose(prefix -> redisUri())
        .compose(uri -> deploy(() -> new CacheVerticle(
            addresses, uri, options.redis(), lifetimes, near, time, counters), 1))
        .compose(cache -> deployFetchers())
        .compose(fetchers -> deploy(() -> new DispatcherVerticle(
            addresses, dispatchOptions(), hits, time, random, counters), 1))
        .compose(dispatcher -> deploy(() -> new AskVerticle(addresses, asking), 1))
        .<RecoBeat>map(this)
        .recover(failure -> close().transform(done -> Future.failedFuture(failure)));
  }

  private Future<String> redisUri() {
    RedisOptions redis = options.redis();
    if (!redis.uri().equals(RedisOptions.EMBEDDED)) {
      return Future.succeededFuture(redis.uri());
    }
    RedisVerticle embedded = new RedisVerticle(redis);
    return deploy(() -> embedded, 1).compose(deployed -> embedded.open());
  }

  private Future<Void> deployFetchers() {
    Breaker shared = new Breaker(
        vertx, addresses.call(), options.breaker(), time, this::publishBreaker);
    breaker = shared;
    closing.push(() -> {
      shared.close();
      return Future.succeededFuture();
    });
    return deploy(() -> new FetcherVerticle(addresses, options.upstream(), shared, time),
        options.upstream().fetchers());
  }

  private String breakerState() {
    Breaker known = breaker;
    assert known != null;
    return known.state();
  }

  private void publishBreaker(String state) {
    LOG.warn("the circuit breaker is {}", state);
    vertx.eventBus().publish(addresses.breakerEvent(), new JsonObject().put("state", state));
  }

  private Future<Void> deploy(Supplier<Deployable> actor, int instances) {
    return vertx.deployVerticle(actor, new DeploymentOptions().setInstances(instances))
        .map(id -> {
          // If a verticle started the engine, Vert.x ends the actors before that verticle.
          closing.push(() -> vertx.deploymentIDs().contains(id)
              ? vertx.undeploy(id)
              : Future.succeededFuture());
          return null;
        });
  }

  private DispatchOptions dispatchOptions() {
    return new DispatchOptions(options.gate(), options.batch(), options.retry(), options.queue(),
        options.workflow(), options.upstream().timeout().plus(REPORT).toMillis(),
        2 * options.redis().timeout().toMillis());
  }

  @Override
  public Future<Reply> audioFeatures(IdsRequest request) {
    return asking.ids(Kind.FEATURES, request);
  }

  @Override
  public Future<Reply> tracks(IdsRequest request) {
    return asking.ids(Kind.TRACK, request);
  }

  @Override
  public Future<Reply> artists(IdsRequest request) {
    return asking.ids(Kind.ARTIST, request);
  }

  @Override
  public Future<Reply> albums(IdsRequest request) {
    return asking.ids(Kind.ALBUM, request);
  }

  @Override
  public Future<Reply> ids(MappingRequest request) {
    return asking.mappings(request);
  }

  @Override
  public Future<Outcome> recommendations(RecommendationRequest request) {
    return asking.recommendations(request).map(Engine::only);
  }

  @Override
  public Future<Outcome> search(SearchRequest request) {
    return asking.search(request).map(Engine::only);
  }

  @Override
  public Future<Outcome> list(ListRequest request) {
    return asking.list(request).map(Engine::only);
  }

  private static Outcome only(Reply reply) {
    return reply.outcomes().get(0);
  }

  @Override
  public Future<WorkflowReport> workflow(WorkflowRequest request) {
    return asking.workflow(request);
  }

  @Override
  public void lifetimes(LifeOptions lives) {
    lifetimes.change(lives);
  }

  @Override
  public Future<Integer> listen() {
    Load load = new Load();
    List<BridgeVerticle> bridges = new CopyOnWriteArrayList<>();
    UpstreamOptions service = options.upstream();
    Inside inside = new Inside(options.admin(), near, lifetimes, counters, this::breakerState,
        options.redis().timeout().toMillis());
    return deploy(() -> {
      BridgeVerticle bridge = new BridgeVerticle(addresses, asking, options.http(),
          new BridgeVerticle.Upstream(
              service.baseUrl(), service.userAgent(), service.timeout().toMillis()),
          load, inside, time);
      bridges.add(bridge);
      return bridge;
    }, Runtime.getRuntime().availableProcessors()).map(deployed -> bridges.get(0).port());
  }

  /** How often something happened so far. */
  long count(Counter counter) {
    return counters.of(counter);
  }

  @Override
  public synchronized Future<Void> close() {
    if (closed == null) {
      Future<?> undone = Future.succeededFuture();
      for (Supplier<Future<?>> each : List.copyOf(closing)) {
        undone = undone.transform(before -> each.get());
      }
      closed = undone.mapEmpty();
    }
    return closed;
  }
}
