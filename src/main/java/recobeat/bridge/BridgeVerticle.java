package recobeat.bridge;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.shareddata.LocalMap;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import recobeat.ask.Asking;
import recobeat.message.Addresses;
import recobeat.time.Time;

/** One event loop of the HTTP bridge. */
public final class BridgeVerticle extends VerticleBase {

  private static final long SWEEP_MS = 1000;

  /** Shorter bodies fit in one packet anyway. */
  private static final int COMPRESSED_FROM_BYTES = 1400;

  private static final String TAKEN = "recobeat.ports";
  static final String FULL = "Too many requests are under way";
  static final String CLOSING = "The engine is closing";

  /** Beyond the grace, for telling those that wait yet that there will be no answer. */
  private static final long REFUSAL_MS = 1000;

  /** How long a client may take to close its side of a web socket. */
  private static final int SOCKET_CLOSING_S = 1;

  private final Addresses addresses;
  private final Asking asking;
  private final HttpOptions options;
  private final Upstream upstream;
  private final Load load;
  private final Inside inside;
  private final Time time;
  private final UnderWay underWay = new UnderWay();
  private @Nullable Health health;
  private @Nullable Connections connections;
  private @Nullable EventBusBridge eventBus;
  private @Nullable HttpServer server;

  /**
   * Where uploads go, which the engine only passes on.
   *
   * @param baseUrl of the service
   * @param timeoutMs until a file has gone there and its answer has come
   */
  public record Upstream(String baseUrl, String userAgent, long timeoutMs) {}

  public BridgeVerticle(Addresses addresses, Asking asking, HttpOptions options,
      Upstream upstream, Load load, Inside inside, Time time) {
    this.addresses = addresses;
    this.asking = asking;
    this.options = options;
    this.upstream = upstream;
    this.load = load;
    this.inside = inside;
    this.time = time;
  }

  @Override
  public Future<?> start() {
    if (!claim()) {
      return Future.failedFuture(new IllegalStateException("http.port " + options.port()
          + " belongs to a running engine of this Vert.x: choose another, or 0 for any"));
    }
    Connections connections = new Connections(options, load, time);
    this.connections = connections;
    vertx.setPeriodic(SWEEP_MS, tick -> connections.sweep());
    DropInHandler dropIn = new DropInHandler(
        new DropIn(asking, time, options.dropInGuesses()), new Memo(asking, time),
        new Analysis(vertx, upstream, connections), time);
    Router router = router(connections);
    HttpServer http = vertx.createHttpServer(serverOptions());
    server = http;
    return http
        .connectionHandler(connections::opened)
        .requestHandler(request -> route(request, connections, dropIn, router))
        .listen(options.port() == 0 ? sharedPort() : options.port(), options.host())
        .onFailure(failure -> giveUp());
  }

  /** Whether the port is this bridge's: else Vert.x would let two bridges take turns at it. */
  private boolean claim() {
    Load owner = options.port() == 0 ? null : taken().putIfAbsent(place(), load);
    return owner == null || owner == load;
  }

  private void giveUp() {
    taken().removeIfPresent(place(), load);
  }

  private LocalMap<String, Load> taken() {
    return vertx.sharedData().getLocalMap(TAKEN);
  }

  private String place() {
    return options.host() + ':' + options.port();
  }

  /** Negative: one free port for all that give the same number, so each engine has its own. */
  private int sharedPort() {
    return -1 - (addresses.prefix().hashCode() & 0x3fffffff);
  }

  private void route(HttpServerRequest request, Connections connections, DropInHandler dropIn,
      Router router) {
    String path = request.path();
    boolean isDropIn = path != null && (path.startsWith("/v1/") || path.equals("/v1"));
    if (!connections.begin(request)) {
      if (isDropIn) {
        dropIn.refuse(request, FULL);
      } else {
        new Problem(503, FULL).send(request);
      }
    } else if (isDropIn) {
      underWay.add(request.response(), () -> dropIn.refuse(request, CLOSING));
      request.response().endHandler(end -> ended(request, connections));
      dropIn.handle(request);
    } else if (isMalformed(request)) {
      request.response().endHandler(end -> connections.end(request));
      new Problem(400, "the Host header or the URL is malformed").send(request);
    } else {
      router.handle(request);
    }
  }

  private void ended(HttpServerRequest request, Connections connections) {
    underWay.remove(request.response());
    connections.end(request);
  }

  /** What the router would choke on. */
  private static boolean isMalformed(HttpServerRequest request) {
    try {
      return request.authority() == null || request.path() == null || request.params() == null
          || QueryStringDecoder.decodeComponent(request.path()).isEmpty();
    } catch (RuntimeException malformed) {
      return true;
    }
  }

  /** Everything but the drop-in API. */
  Router router(Connections connections) {
    Router router = Router.router(vertx);
    Guard guard = new Guard(options);
    router.route()
        .handler(context -> {
          HttpServerRequest request = context.request();
          underWay.add(request.response(), () -> new Problem(503, CLOSING).send(request));
          context.addEndHandler(end -> ended(request, connections));
          guard.handle(context);
        })
        .failureHandler(Problem::handle);
    Owners owners = new Owners(vertx);
    Explanation explanation = new Explanation(addresses, owners, inside.lifetimes(), time);
    new NativeApi(addresses, owners, asking, options, explanation, underWay).mount(router);
    if (options.dashboard()) {
      router.route().handler(new Dashboard());
    }
    Supplier<String> metrics = inside.metrics();
    if (metrics != null) {
      router.route().handler(new Scrape(metrics));
    }
    health = new Health(addresses, owners, inside.breaker(), inside.healthMs());
    health.mount(router);
    new Admin(addresses, owners, inside, load, explanation).mount(router, options.bodyBytesMax());
    OpenApi.mount(router);
    EventBusBridge eventBus = new EventBusBridge(
        new BusRequests(addresses, asking), connections, options, load, time);
    this.eventBus = eventBus;
    vertx.setPeriodic(SWEEP_MS, tick -> eventBus.sweep());
    router.post("/eventbus/*")
        .handler(BodyHandler.create(false).setBodyLimit(options.bodyBytesMax()))
        .handler(EventBusBridge::requireMessages);
    router.route("/eventbus*").subRouter(eventBus.router(vertx, addresses));
    router.route().last().handler(context -> context.fail(404));
    return router;
  }

  private HttpServerOptions serverOptions() {
    HttpServerOptions http = new HttpServerOptions()
        // Where a connection might still turn out to be HTTP/2, Vert.x shows it only once the head
        // of a request is here; until then it could be neither counted nor cut.
        .setHttp2ClearTextEnabled(false)
        .setCompressionSupported(true)
        .setHandle100ContinueAutomatically(true)
        .setCompressionContentSizeThreshold(COMPRESSED_FROM_BYTES)
        .setMaxWebSocketMessageSize(options.bodyBytesMax())
        .setMaxWebSocketFrameSize(options.bodyBytesMax())
        .setWebSocketClosingTimeout(SOCKET_CLOSING_S)
        .setMaxInitialLineLength(options.urlBytesMax())
        .setMaxHeaderSize(options.headBytesMax());
    if (!options.certFile().isEmpty()) {
      http.setSsl(true).setUseAlpn(true).setKeyCertOptions(new PemKeyCertOptions()
          .addCertPath(options.certFile()).addKeyPath(options.keyFile()));
    }
    return http;
  }

  /** Where it listens. */
  public int port() {
    HttpServer running = server;
    return running == null ? -1 : running.actualPort();
  }

  /**
   * No new requests; those under way get their answers within the grace, or at its end are told
   * that there will be none. Who waits for nothing is not waited for.
   */
  @Override
  public Future<?> stop() {
    HttpServer running = server;
    if (health != null) {
      health.close();
    }
    if (running == null) {
      return Future.succeededFuture();
    }
    if (connections != null) {
      connections.close();
    }
    if (eventBus != null) {
      eventBus.close();
    }
    long graceMs = options.grace().toMillis();
    if (graceMs > 0) {
      vertx.setTimer(graceMs, over -> refuseAll());
    } else {
      refuseAll();
    }
    return running.shutdown(graceMs + REFUSAL_MS, TimeUnit.MILLISECONDS)
        .onComplete(ended -> giveUp());
  }

  private void refuseAll() {
    underWay.refuseAll();
    if (eventBus != null) {
      eventBus.refuseAll();
    }
  }
}
