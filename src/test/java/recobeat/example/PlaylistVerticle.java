package recobeat.example;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.util.List;
import recobeat.RecoBeat;
import recobeat.RecoBeatOptions;
import recobeat.message.IdsRequest;
import recobeat.message.Terms;
import recobeat.model.Outcome;
import recobeat.model.Status;

/** Starts an engine in its own Vert.x, and finds the calm ones among some tracks. */
public class PlaylistVerticle extends VerticleBase {

  private final RecoBeatOptions options;
  private RecoBeat engine;

  public PlaylistVerticle(RecoBeatOptions options) {
    this.options = options; // RecoBeatOptions.defaults().with("gate.ratePerSecond", "2")
  }

  @Override
  public Future<?> start() {
    return RecoBeat.start(vertx, options).onSuccess(started -> engine = started);
  }

  /** Of these Spotify ids the ones with little energy; what RecoBeat lacks is left out. */
  public Future<List<String>> calm(List<String> spotifyIds) {
    Terms terms = Terms.DEFAULT.workflow("evening-mix").waitMs(30_000);
    return engine.audioFeatures(new IdsRequest(spotifyIds, terms))
        .map(reply -> reply.outcomes().stream()
            .filter(outcome -> outcome.status() == Status.FOUND)
            .filter(outcome -> energy(outcome) < 0.4)
            .map(Outcome::id)
            .toList());
  }

  private static double energy(Outcome outcome) {
    return ((JsonObject) outcome.value().parse()).getDouble("energy");
  }

  @Override
  public Future<?> stop() {
    return engine.close();
  }
}
