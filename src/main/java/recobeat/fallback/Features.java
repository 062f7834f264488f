package recobeat.fallback;

import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import recobeat.message.Details;
import recobeat.model.Json;

/** A track's audio features in the units of the service; any may be missing. Immutable. */
final class Features {

  /** Digits behind the point that the service gives, as a power of ten. */
  private static final double DIGITS = 10_000;

  /** Not a number where missing. */
  private final double[] values;

  private Features(double[] values) {
    this.values = values;
  }

  /** Of values in the order of {@link Feature}, not a number where missing; clamped. */
  static Features of(double... values) {
    double[] kept = none();
    for (int i = 0; i < values.length; i++) {
      kept[i] = Feature.at(i).clamp(values[i]);
    }
    return new Features(kept);
  }

  /** Room for values in that order, all of them missing. */
  static double[] none() {
    double[] none = new double[Feature.COUNT];
    Arrays.fill(none, Double.NaN);
    return none;
  }

  /** From the service's row: what is no number, or a key that could not be told, is missing. */
  static Features read(JsonObject row) {
    double[] values = new double[Feature.COUNT];
    for (int i = 0; i < values.length; i++) {
      Feature feature = Feature.at(i);
      double value = row.getValue(feature.text()) instanceof Number number
          ? number.doubleValue()
          : Double.NaN;
      values[i] = feature.isName() && !(value >= feature.least() && value <= feature.most())
          ? Double.NaN
          : feature.clamp(value);
    }
    return new Features(values);
  }

  /** Those in a row, or in the first one of a list; null if there is no row. */
  static @Nullable Features read(@Nullable Json value) {
    JsonObject row = Details.row(value);
    return row.isEmpty() ? null : read(row);
  }

  /** Not a number if missing. */
  double get(Feature feature) {
    return values[feature.ordinal()];
  }

  /** By place; not a number if missing. */
  double get(int index) {
    return values[index];
  }

  boolean has(Feature feature) {
    return !Double.isNaN(get(feature));
  }

  /** As the service writes them, what is missing left out. */
  JsonObject toJson() {
    JsonObject json = new JsonObject();
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        Feature feature = Feature.at(i);
        if (feature.isName()) {
          json.put(feature.text(), (int) values[i]);
        } else {
          json.put(feature.text(), Math.round(values[i] * DIGITS) / DIGITS);
        }
      }
    }
    return json;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Features features && Arrays.equals(values, features.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return toJson().encode();
  }
}
