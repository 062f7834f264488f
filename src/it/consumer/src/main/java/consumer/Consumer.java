package consumer;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import recobeat.RecoBeat;
import recobeat.RecoBeatOptions;
import recobeat.message.IdsRequest;

/** Asks for one track's audio features, by the typed face and then over the event bus. */
public final class Consumer extends VerticleBase {

  private final RecoBeatOptions options;
  private final String id;

  private Consumer(RecoBeatOptions options, String id) {
    this.options = options;
    this.id = id;
  }

  /** With the service's URL, a Redis to use, and a track. */
  public static void main(String[] arguments) {
    RecoBeatOptions options = RecoBeatOptions.defaults()
        .with("upstream.baseUrl", arguments[0])
        .with("redis.uri", arguments[1]);
    Vertx vertx = Vertx.vertx();
    vertx.deployVerticle(new Consumer(options, arguments[2]))
        .onFailure(Throwable::printStackTrace)
        .onComplete(deployed -> vertx.close()
            .onComplete(closed -> System.exit(deployed.succeeded() ? 0 : 1)));
  }

  @Override
  public Future<?> start() {
    return RecoBeat.start(vertx, options).compose(engine -> typed(engine)
        .compose(typed -> overTheBus())
        .compose(bus -> engine.close()));
  }

  private Future<?> typed(RecoBeat engine) {
    return engine.audioFeatures(IdsRequest.of(id))
        .onSuccess(reply -> System.out.println("typed " + reply.toJson().encode()));
  }

  private Future<?> overTheBus() {
    return vertx.eventBus().<JsonObject>request("recobeat.v1.audio-features",
        new JsonObject().put("ids", new JsonArray().add(id)))
        .onSuccess(reply -> System.out.println("bus " + reply.body().encode()));
  }
}
