package recobeat.campaign;

import io.vertx.core.json.JsonObject;

/**
 * An engine at rest, in numbers.
 *
 * @param heapBytes of what is still needed, without the near cache
 * @param underWay flights, requests and calls
 */
record Resting(long heapBytes, long threads, long files, long connections, long underWay) {

  private static final long REST_MS_MAX = 40_000;

  /** Waits until it is at rest, as it should be soon once nobody asks any more. */
  static Resting of(EngineProcess engine) throws Exception {
    Stage.await("the engine is at rest", REST_MS_MAX, () -> underWay(engine.stats()) == 0
        && engine.isCaughtUp(), () -> engine.stats().encode());
    JsonObject stats = engine.stats();
    return new Resting(
        engine.heapBytes() - stats.getJsonObject("near").getLong("bytes"),
        engine.threads(),
        engine.files(),
        stats.getJsonObject("http").getLong("connections"),
        underWay(stats));
  }

  private static long underWay(JsonObject stats) {
    JsonObject dispatch = stats.getJsonObject("dispatch");
    return dispatch.getLong("flights") + dispatch.getLong("requests") + dispatch.getLong("calls")
        + stats.getJsonObject("http").getLong("requests") - 1; // This one.
  }
}
