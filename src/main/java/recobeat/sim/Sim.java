package recobeat.sim;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.CorsHandler;
import java.util.Set;
import recobeat.http.Bodies;
import recobeat.time.Time;

/** A running stand-in for the ReccoBeats API, on one event loop. Its methods suit any thread. */
public final class Sim {

  private static final int URL_LENGTH_MAX = 64 * 1024;

  private final SimOptions options;
  private final HttpServer server;
  private final Service service;
  private final Catalogue catalogue;

  private Sim(SimOptions options, HttpServer server, Service service, Catalogue catalogue) {
    this.options = options;
    this.server = server;
    this.service = service;
    this.catalogue = catalogue;
  }

  /** Starts it on an event loop of {@code vertx}; fails when the port is taken. */
  public static Future<Sim> start(Vertx vertx, SimOptions options) {
    return start(vertx, options, Time.system());
  }

  static Future<Sim> start(Vertx vertx, SimOptions options, Time time) {
    Catalogue catalogue = new Catalogue(options.seed(), options.coverage());
    Service service = Service.of(options, catalogue, time);
    HttpServerOptions http = new HttpServerOptions().setMaxInitialLineLength(URL_LENGTH_MAX);
    return vertx
        .createHttpServer(http)
        .connectionHandler(Bodies::copy)
        .requestHandler(router(vertx, service))
        .listen(options.port(), options.host())
        .map(server -> new Sim(options, server, service, catalogue));
  }

  /** The port that it listens on. */
  public int port() {
    return server.actualPort();
  }

  /** Scheme, host and port, with no slash at the end. */
  public String baseUrl() {
    return "http://" + options.host() + ":" + port();
  }

  /** What came in since the start or the last reset. */
  public Counters counters() {
    return service.counters();
  }

  /** What it knows, for ids to ask it for. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /** Scripts what happens to the next calls, one after the other, in place of chance. */
  public void next(Fault... faults) {
    service.weather().script(faults);
  }

  /**
   * From now on a share of calls, 0 to 1, meets one of these faults by chance, whatever else the
   * weather is; without any the spell is over.
   */
  public void spell(double share, Fault... faults) {
    service.weather().spell(share, faults);
  }

  /** From now on another rate limit, in calls a real second; 0 is none. */
  public void limit(double perSecond, int burst) {
    service.bucket().resize(perSecond, burst);
  }

  /** Ends the server and all its connections at once, those of waiting calls included. */
  public Future<Void> close() {
    return server.close();
  }

  private static Router router(Vertx vertx, Service service) {
    Router router = Router.router(vertx);
    router
        .route()
        .handler(
            CorsHandler.create()
                .allowedMethods(Set.of(HttpMethod.GET, HttpMethod.POST))
                .allowedHeaders(Set.of("Accept", "Authorization", "Content-Type"))
                .exposedHeader("Retry-After"));
    router
        .get("/")
        .handler(
            context ->
                context
                    .response()
                    .putHeader("Content-Type", "text/plain; charset=UTF-8")
                    .end(AboutPage.of(service.options())));
    router
        .get("/v1/sim/counters")
        .handler(context -> context.json(service.counters().toJson()));
    for (Endpoint endpoint : Endpoint.values()) {
      (endpoint == Endpoint.OTHER
              ? router.route(endpoint.routePath())
              : router.route(endpoint.method(), endpoint.routePath()))
          .handler(context -> Exchange.begin(service, context, endpoint));
    }
    return router;
  }
}
