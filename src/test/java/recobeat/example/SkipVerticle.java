package recobeat.example;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Another verticle of the same application: it knows the engine by its addresses alone. */
public class SkipVerticle extends VerticleBase {

  /** The ids that RecoBeat does not have: known for sure, not just unanswered. */
  public Future<List<String>> missing(List<String> spotifyIds) {
    JsonObject request = new JsonObject()
        .put("ids", new JsonArray(spotifyIds))
        .put("waitMs", 30_000);
    return vertx.eventBus().<JsonObject>request("recobeat.v1.tracks", request)
        .map(reply -> reply.body().getJsonArray("outcomes").stream()
            .map(JsonObject.class::cast)
            .filter(outcome -> outcome.getString("status").equals("absent"))
            .map(outcome -> outcome.getString("id"))
            .toList());
  }
}
