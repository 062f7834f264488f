package recobeat.bridge;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import recobeat.message.Addresses;
import recobeat.message.Appraise;
import recobeat.message.Flush;
import recobeat.message.Measure;
import recobeat.message.Pace;
import recobeat.message.Survey;

/** What only those may do who know the token; without one there is nothing here. */
final class Admin {

  private static final Logger LOG = LoggerFactory.getLogger(Admin.class);
  private static final String ALL = "/admin/*";

  /** How long anything but a flush may take. */
  private static final long WAIT_MS = 30_000;

  /** Redis is gone through in small steps, and may hold much. */
  private static final long FLUSH_MS = 600_000;

  private final Addresses addresses;
  private final Owners owners;
  private final Inside inside;
  private final Load load;
  private final Explanation explanation;

  Admin(Addresses addresses, Owners owners, Inside inside, Load load,
      Explanation explanation) {
    this.addresses = addresses;
    this.owners = owners;
    this.inside = inside;
    this.load = load;
    this.explanation = explanation;
  }

  void mount(Router router, int bodyBytesMax) {
    String token = inside.admin().token();
    if (token.isEmpty()) {
      return;
    }
    router.route(ALL).handler(new BearerToken(token));
    changes(router).handler(Admin::requireType);
    changes(router).handler(BodyHandler.create(false).setBodyLimit(bodyBytesMax));
    LifetimesView lifetimes = new LifetimesView(inside.lifetimes());
    router.get("/admin/lifetimes").handler(context -> send(context, lifetimes.all()));
    router.patch("/admin/lifetimes").handler(context ->
        send(context, lifetimes.change(NativeApi.body(context))));
    router.get("/admin/rate").handler(context -> answer(context, survey().map(Admin::rate)));
    router.put("/admin/rate").handler(context -> answer(context, pace(context)));
    router.post("/admin/flush").handler(context -> answer(context, flush(context)));
    router.get("/admin/stats").handler(context -> answer(context, stats()));
    router.get("/admin/ids/:id").handler(context ->
        answer(context, explanation.of(context.pathParam("id"))));
    new ManualApi(addresses, owners).mount(router);
  }

  /** Tables are the one thing that is no JSON. */
  private static void requireType(RoutingContext context) {
    boolean isTable = context.request().method() == HttpMethod.POST
        && ManualApi.PATH.equals(context.normalizedPath());
    NativeApi.requireType(context, isTable ? ManualApi.CSV : NativeApi.JSON);
  }

  private static Route changes(Router router) {
    return router.route(ALL)
        .method(HttpMethod.POST).method(HttpMethod.PUT).method(HttpMethod.PATCH);
  }

  private Future<Survey.Reply> survey() {
    return owners.ask(addresses.survey(), new Survey(), WAIT_MS);
  }

  private static JsonObject rate(Survey.Reply survey) {
    return new JsonObject().put("ratePerSecond", survey.ratePerSecond());
  }

  private Future<JsonObject> pace(RoutingContext context) {
    Pace pace = Pace.fromJson(NativeApi.body(context));
    return owners.<Survey.Reply>ask(addresses.pace(), pace, WAIT_MS)
        .onSuccess(done -> LOG.atInfo()
            .addKeyValue("ratePerSecond", pace.ratePerSecond()).log("rate set"))
        .map(Admin::rate);
  }

  private Future<JsonObject> flush(RoutingContext context) {
    Flush flush = Flush.fromJson(NativeApi.body(context));
    return owners.<Flush.Reply>ask(addresses.flush(), flush, FLUSH_MS)
        .onSuccess(flushed -> log(flush, flushed))
        .map(Flush.Reply::toJson);
  }

  private static void log(Flush flush, Flush.Reply flushed) {
    LoggingEventBuilder line = LOG.atInfo()
        .addKeyValue("tier", told(flush.tier()))
        .addKeyValue("kinds", flush.kinds().stream().sorted().map(Admin::told)
            .collect(Collectors.joining(",")));
    if (flush.id() != null) {
      line = line.addKeyValue("id", flush.id().text());
    }
    line.addKeyValue("dryRun", flush.dryRun())
        .addKeyValue("near", flushed.near())
        .addKeyValue("redis", flushed.redis())
        .log("flushed");
  }

  private static String told(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private Future<JsonObject> stats() {
    Future<Survey.Reply> survey = survey();
    Future<Measure.Reply> redis = owners.ask(addresses.measure(), new Measure(), WAIT_MS);
    Future<Appraise.Reply> guesses = owners.ask(addresses.appraise(), new Appraise(), WAIT_MS);
    return Future.all(survey, guesses).compose(known -> redis.transform(measured ->
        Future.succeededFuture(Stats.of(
            inside, load, survey.result(), measured.result(), guesses.result()))));
  }

  private static void answer(RoutingContext context, Future<JsonObject> body) {
    body.onSuccess(known -> send(context, known)).onFailure(context::fail);
  }

  private static void send(RoutingContext context, JsonObject body) {
    if (!context.response().ended() && !context.response().closed()) {
      context.response()
          .putHeader("Content-Type", "application/json")
          .putHeader("Cache-Control", "no-store")
          .end(body.toBuffer());
    }
  }
}
