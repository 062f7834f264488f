package recobeat.bridge;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;
import recobeat.message.Addresses;
import recobeat.message.Ping;
import recobeat.message.Survey;

/**
 * Whether the process lives, and whether it is any use to ask it. It is as long as it can answer
 * from what it keeps in memory, so neither a lost Redis nor a lost service takes it out.
 */
final class Health {

  private final Addresses addresses;
  private final Owners owners;
  private final Supplier<String> breaker;
  private final long waitMs;
  private boolean closing;

  Health(Addresses addresses, Owners owners, Supplier<String> breaker, long waitMs) {
    this.addresses = addresses;
    this.owners = owners;
    this.breaker = breaker;
    this.waitMs = waitMs;
  }

  void mount(Router router) {
    router.get("/health/live").handler(context -> send(context, 200, status(true)));
    router.get("/health/ready").handler(this::ready);
  }

  /** From now on it is not ready. */
  void close() {
    closing = true;
  }

  private void ready(RoutingContext context) {
    Future<Ping.Reply> redis = owners.ask(addresses.ping(), new Ping(), waitMs);
    Future<Survey.Reply> dispatcher = owners.ask(addresses.survey(), new Survey(), waitMs);
    Future.join(redis, dispatcher).onComplete(asked -> {
      boolean up = !closing && !Owners.isGone(redis) && !Owners.isGone(dispatcher);
      send(context, up ? 200 : 503, status(up).put("checks", new JsonArray()
          .add(check("redis", redis.succeeded() && redis.result().isUp()))
          .add(check("breaker", !breaker.get().equals("open")))
          .add(check("upstream",
              dispatcher.succeeded() && dispatcher.result().brokenInARow() == 0))));
    });
  }

  private static JsonObject check(String id, boolean up) {
    return new JsonObject().put("id", id).mergeIn(status(up));
  }

  private static JsonObject status(boolean up) {
    return new JsonObject().put("status", up ? "UP" : "DOWN");
  }

  private static void send(RoutingContext context, int status, JsonObject body) {
    if (!context.response().ended() && !context.response().closed()) {
      context.response().setStatusCode(status)
          .putHeader("Content-Type", "application/json")
          .putHeader("Cache-Control", "no-store")
          .end(body.toBuffer());
    }
  }
}
