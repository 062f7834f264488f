package recobeat;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;
import recobeat.ask.AskVerticle;
import recobeat.ask.Asking;
import recobeat.bridge.BridgeVerticle;
import recobeat.bridge.Inside;
import recobeat.bridge.Load;
import recobeat.cache.CacheVerticle;
import recobeat.cache.RedisOptions;
import recobeat.dispatch.DispatchOptions;
import recobeat.dispatch.DispatcherVerticle;
import recobeat.fallback.FallbackVerticle;
import recobeat.fallback.RecommendationSource;
import recobeat.fetch.Breaker;
import recobeat.fetch.FetcherVerticle;
import recobeat.fetch.UpstreamOptions;
import recobeat.message.Addresses;
import recobeat.message.BreakerState;
import recobeat.message.Codecs;
import recobeat.message.IdsRequest;
import recobeat.message.ListRequest;
import recobeat.message.MappingRequest;
import recobeat.message.MissingReport;
import recobeat.message.MissingRequest;
import recobeat.message.RankReply;
import recobeat.message.RankRequest;
import recobeat.message.RecommendationRequest;
import recobeat.message.Reply;
import recobeat.message.SearchRequest;
import recobeat.message.WorkflowReport;
import recobeat.message.WorkflowRequest;
import recobeat.metrics.Counters;
import recobeat.missing.MissingVerticle;
import recobeat.model.Kind;
import recobeat.model.LifeOptions;
import recobeat.model.Lifetimes;
import recobeat.model.Outcome;
import recobeat.near.Absences;
import recobeat.near.Hits;
import recobeat.near.Near;
import recobeat.time.Time;
import recobeat.watch.WatchVerticle;

/** Deploys the actors, from the ground up, and takes them down again. */
final class Engine implements RecoBeat {

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  /** Beyond its own limit, what a call may need to be reported. */
  private static final Duration REPORT = Duration.ofSeconds(5);

  /** What each part may take to end, beyond what it is configured to take. */
  private static final Duration END_MAX = Duration.ofSeconds(10);

  /** What the embedded Redis may take: it ends a server that does not end itself by force. */
  private static final Duration REDIS_END_MAX = Duration.ofSeconds(20);

  private final Vertx vertx;
  private final RecoBeatOptions options;
  private final @Nullable RecommendationSource recommender;
  private final Time time;
  private final RandomGenerator random;
  private final Addresses addresses;
  private final Registries registries;
  private final Counters counters;
  private final Lifetimes lifetimes;
  private final Near near;
  private final Hits hits = new Hits();
  private final Absences absences;
  private final Asking asking;
  private final Breaker breaker;

  /** What has to be undone at the end, last first; guarded by this. */
  private final Deque<Undo> closing = new ArrayDeque<>();

  private @Nullable Future<Void> closed;

  private record Undo(String what, Duration max, Supplier<Future<?>> step) {

    /** Never fails and never hangs, as the next step must come to its turn. */
    Future<Void> run() {
      return Future.succeededFuture()
          .compose(begin -> step.get())
          .timeout(max.toMillis(), TimeUnit.MILLISECONDS)
          .<Void>mapEmpty()
          .recover(failure -> {
            LOG.warn("{} did not end in order: {}", what, failure.toString());
            return Future.succeededFuture();
          });
    }
  }

  Engine(Vertx vertx, RecoBeatOptions options, Time time, RandomGenerator random) {
    this(vertx, options, null, null, time, random);
  }

  /** With a registry of the embedder's, in which its meters stand too, and a recommender. */
  Engine(Vertx vertx, RecoBeatOptions options, @Nullable MeterRegistry registry,
      @Nullable RecommendationSource recommender, Time time, RandomGenerator random) {
    this.vertx = vertx;
    this.registries = new Registries(registry, options.http().metrics());
    this.counters = new Counters(registries.all());
    this.options = options;
    this.recommender = recommender;
    this.time = time;
    this.random = random;
    this.addresses = new Addresses(options.addressPrefix());
    this.lifetimes = new Lifetimes(options.life());
    this.near = new Near(options.near(), lifetimes);
    this.breaker = new Breaker(vertx, addresses.call());
    this.absences = new Absences(options.missing().isKept());
    this.asking =
        new Asking(vertx, addresses, near, hits, absences, counters, time, options.ask());
  }

  Future<RecoBeat> start() {
    long begun = time.millis();
    Codecs.register(vertx.eventBus());
    atEnd("metrics", END_MAX, () -> {
      counters.close();
      registries.close();
      return Future.succeededFuture();
    });
    return deploy("prefix", () -> new PrefixVerticle(options.addressPrefix()), 1)
        .compose(prefix -> redisUri())
        .compose(uri -> limitOwner().compose(owner -> deploy("cache", () -> new CacheVerticle(
            addresses, uri, owner, options.redis(), lifetimes, near, time, counters), 1,
            END_MAX.plus(options.redis().timeout()))))
        .compose(cache -> deploy("missing", () -> new MissingVerticle(
            addresses, near, absences, options.missing(), time), 1))
        .compose(missing -> deployFetchers())
        .compose(fetchers -> deploy("dispatcher", () -> new DispatcherVerticle(
            addresses, dispatchOptions(), hits, time, random, counters, this::onBreaker), 1))
        .compose(dispatcher -> deploy("fallback", () -> new FallbackVerticle(
            addresses, asking, options.fallback(), time, counters, recommender), 1))
        .compose(fallback -> deploy("ask", () -> new AskVerticle(addresses, asking), 1))
        .compose(ask -> deploy("watch", () -> new WatchVerticle(addresses, counters, near,
            breaker::state, options.redis().timeout().toMillis(), time), 1))
        .<RecoBeat>map(watch -> {
          logStart(time.millis() - begun);
          return this;
        })
        .recover(failure -> close().transform(done -> Future.failedFuture(failure)));
  }

  private void logStart(long tookMs) {
    LoggingEventBuilder line = LOG.atInfo();
    String version = Engine.class.getPackage().getImplementationVersion();
    if (version != null) {
      line = line.addKeyValue("version", version);
    }
    line.addKeyValue("redis", place(options.redis().uri()))
        .addKeyValue("ms", tookMs)
        .log("engine started");
  }

  /** Where Redis is, without user and password. */
  static String place(String redisUri) {
    URI uri = URI.create(redisUri);
    return uri.getHost() == null ? redisUri
        : uri.getPort() < 0 ? uri.getHost()
        : uri.getHost() + ':' + uri.getPort();
  }

  private Future<String> redisUri() {
    RedisOptions redis = options.redis();
    if (!redis.uri().equals(RedisOptions.EMBEDDED)) {
      return Future.succeededFuture(redis.uri());
    }
    RedisVerticle embedded = new RedisVerticle(redis);
    return deploy("redis", () -> embedded, 1, REDIS_END_MAX).compose(deployed -> embedded.open());
  }

  /** An engine that shares no limit has one of its host's, as the service knows it by address. */
  private Future<String> limitOwner() {
    return options.gate().shared()
        ? Future.succeededFuture("")
        : vertx.executeBlocking(() ->
            InetAddress.getLocalHost().getHostName() + ':' + options.addressPrefix());
  }

  private Future<Void> deployFetchers() {
    atEnd("breaker", END_MAX, () -> {
      breaker.close();
      return Future.succeededFuture();
    });
    Supplier<FetcherVerticle> fetchers =
        FetcherVerticle.all(addresses, options.upstream(), breaker, time);
    return deploy("fetchers", fetchers::get, options.upstream().fetchers());
  }

  private void onBreaker(BreakerState state) {
    breaker.follow(state);
    LOG.atLevel(state == BreakerState.CLOSED ? Level.INFO : Level.WARN)
        .addKeyValue("state", state.told()).log("circuit breaker");
    vertx.eventBus().publish(
        addresses.breakerEvent(), new JsonObject().put("state", state.told()));
  }

  private Future<Void> deploy(String what, Supplier<Deployable> actor, int instances) {
    return deploy(what, actor, instances, END_MAX);
  }

  private Future<Void> deploy(
      String what, Supplier<Deployable> actor, int instances, Duration endMax) {
    return vertx.deployVerticle(actor, new DeploymentOptions().setInstances(instances))
        .map(id -> {
          // If a verticle started the engine, Vert.x ends the actors before that verticle.
          atEnd(what, endMax, () -> vertx.deploymentIDs().contains(id)
              ? vertx.undeploy(id)
              : Future.succeededFuture());
          return null;
        });
  }

  /** Has to be undone at the end, before what was named earlier; at once if the end was before. */
  synchronized void atEnd(String what, Duration max, Supplier<Future<?>> step) {
    Undo undo = new Undo(what, max, step);
    if (closed == null) {
      closing.push(undo);
    } else {
      undo.run();
    }
  }

  private DispatchOptions dispatchOptions() {
    return new DispatchOptions(options.gate(), options.batch(), options.retry(),
        options.breaker(), options.queue(), options.workflow(),
        options.upstream().timeout().plus(REPORT).toMillis(),
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
  public Future<RankReply> rank(RankRequest request) {
    return asking.rank(request);
  }

  @Override
  public Future<WorkflowReport> workflow(WorkflowRequest request) {
    return asking.workflow(request);
  }

  @Override
  public Future<MissingReport> missing(MissingRequest request) {
    return asking.missing(request);
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
    Inside inside = new Inside(options.admin(), near, lifetimes, counters,
        () -> breaker.state().told(), options.redis().timeout().toMillis(),
        registries.scrape());
    Duration endMax = options.http().grace().plus(END_MAX);
    return deploy("bridge", () -> {
      BridgeVerticle bridge = new BridgeVerticle(addresses, asking, options.http(),
          new BridgeVerticle.Upstream(
              service.baseUrl(), service.userAgent(), service.timeout().toMillis()),
          load, inside, time);
      bridges.add(bridge);
      return bridge;
    }, Runtime.getRuntime().availableProcessors(), endMax).map(deployed -> {
      int port = bridges.get(0).port();
      LOG.atInfo().addKeyValue("host", options.http().host()).addKeyValue("port", port)
          .log("bridge listens");
      return port;
    });
  }

  /** What it has counted so far. */
  Counters counters() {
    return counters;
  }

  @Override
  public synchronized Future<Void> close() {
    if (closed == null) {
      Future<Void> undone = Future.succeededFuture();
      for (Undo each : closing) {
        undone = undone.compose(before -> each.run());
      }
      closed = undone;
    }
    return closed;
  }
}
