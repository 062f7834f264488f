package recobeat.bridge;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import recobeat.message.Appraise;
import recobeat.message.Measure;
import recobeat.message.Survey;

/** The engine in numbers. */
final class Stats {

  private Stats() {}

  /**
   * As JSON.
   *
   * @param redis null if it did not answer
   */
  static JsonObject of(
      Inside inside, Load load, Survey.Reply survey, Measure.@Nullable Reply redis,
      Appraise.Reply guesses) {
    JsonObject counters = new JsonObject();
    inside.counters().totals().lines().forEach(counters::put);
    return new JsonObject()
        .put("near", new JsonObject()
            .put("entries", inside.near().entries())
            .put("bytes", inside.near().bytes()))
        .put("redis", redis == null ? null : new JsonObject()
            .put("memoryBytes", redis.memoryBytes())
            .put("memoryBytesMax", redis.memoryBytesMax())
            .put("keys", redis.keys()))
        .put("http", new JsonObject()
            .put("connections", load.connections())
            .put("requests", load.requests()))
        .put("dispatch", new JsonObject()
            .put("flights", survey.flights())
            .put("requests", survey.requests())
            .put("calls", survey.calls())
            .put("brokenInARow", survey.brokenInARow())
            .put("ratePerSecond", survey.ratePerSecond())
            .put("pausedMs", survey.pausedMs()))
        .put("estimates", new JsonArray(guesses.accuracies().stream()
            .map(each -> new JsonObject()
                .put("source", each.source().name().toLowerCase(Locale.ROOT))
                .put("feature", each.feature())
                .put("count", each.count())
                .put("meanError", each.mean()))
            .toList()))
        .put("breaker", inside.breaker().get())
        .put("counters", counters);
  }
}
