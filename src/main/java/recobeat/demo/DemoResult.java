package recobeat.demo;

import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;

/**
 * What the demo measured.
 *
 * @param seed of the stand-in and the choice of tracks
 * @param scale how many times faster than real life it ran
 * @param naive as the plan's client did it before
 * @param cold through the engine, which knew nothing
 * @param warm the same again
 * @param overlap two workflows at once from the same seeds, new to the engine, to different moods
 */
public record DemoResult(
    long seed, double scale, Figures naive, Figures cold, Figures warm, Figures overlap) {

  /** Whether every workflow came to its end without an error. */
  public boolean isComplete() {
    return Stream.of(naive, cold, warm, overlap)
        .allMatch(run -> run.complete() && run.errors() == 0);
  }

  /** {@code {"seed": 1, "scale": 100, "naive": {...}, "cold": {...}, ...}}. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("seed", seed)
        .put("scale", scale)
        .put("naive", naive.toJson())
        .put("cold", cold.toJson())
        .put("warm", warm.toJson())
        .put("overlap", overlap.toJson());
  }
}
