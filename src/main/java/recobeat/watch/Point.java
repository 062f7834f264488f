package recobeat.watch;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import recobeat.metrics.Readings.Reading;
import recobeat.metrics.Saving;
import recobeat.metrics.Totals;

/**
 * One point of every curve.
 *
 * @param atMillis since 1970
 * @param minute what was counted in the minute before
 * @param reading how the engine stood then; null if it was not known
 */
record Point(long atMillis, Totals minute, @Nullable Reading reading) {

  /** A curve by name. */
  record Curve(String name, ToDoubleFunction<Point> value) {}

  private static final List<Curve> CURVES = List.of(
      new Curve("hitRateFeatures", point -> Figures.featuresHitRate(point.minute)),
      new Curve("hitRateIds", point -> Figures.idsHitRate(point.minute)),
      new Curve("hitRate", point -> Figures.hitRate(point.minute)),
      new Curve("calls", point -> point.minute.calls()),
      new Curve("savedNear", point -> point.minute.saved(Saving.NEAR)),
      new Curve("savedRedis", point -> point.minute.saved(Saving.REDIS)),
      new Curve("savedJoined", point -> point.minute.saved(Saving.JOINED)),
      new Curve("savedBatched", point -> point.minute.saved(Saving.BATCHED)),
      new Curve("savedNegative", point -> point.minute.saved(Saving.NEGATIVE)),
      new Curve("p50", point -> point.minute.latencyMs(0.5)),
      new Curve("p95", point -> point.minute.latencyMs(0.95)),
      new Curve("p99", point -> point.minute.latencyMs(0.99)),
      new Curve("rate", point -> read(point, reading -> reading.dispatch().ratePerSecond())),
      new Curve("memory", point -> read(point, reading -> reading.redis() == null
          ? Double.NaN
          : reading.redis().memoryBytes())));

  static List<Curve> curves() {
    return CURVES;
  }

  private static double read(Point point, ToDoubleFunction<Reading> what) {
    return point.reading == null ? Double.NaN : what.applyAsDouble(point.reading);
  }

  /** By the curves' names, with {@code at} in seconds since 1970. */
  JsonObject toJson() {
    JsonObject json = new JsonObject().put("at", atMillis / 1000);
    CURVES.forEach(curve -> json.put(curve.name, number(curve.value.applyAsDouble(this))));
    return json;
  }

  /** What is not known has no place in JSON but as null; nobody needs more than four digits. */
  static @Nullable Number number(double value) {
    if (Double.isNaN(value)) {
      return null;
    }
    return value == Math.rint(value) ? (Number) (long) value : Math.round(value * 1e4) / 1e4;
  }
}
