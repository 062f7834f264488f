package recobeat.message;

import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The qualities that recommendations can be steered towards, with their ranges. */
public enum Target {
  ACOUSTICNESS(0, 1, false),
  DANCEABILITY(0, 1, false),
  ENERGY(0, 1, false),
  INSTRUMENTALNESS(0, 1, false),
  KEY(-1, 11, true),
  LIVENESS(0, 1, false),
  LOUDNESS(-60, 2, false),
  MODE(0, 1, true),
  POPULARITY(0, 100, true),
  SPEECHINESS(0, 1, false),
  TEMPO(0, 250, false),
  VALENCE(0, 1, false),
  /** How much the others count, against the seeds. */
  FEATURE_WEIGHT(1, 5, false);

  private final double min;
  private final double max;
  private final boolean whole;

  Target(double min, double max, boolean whole) {
    this.min = min;
    this.max = max;
    this.whole = whole;
  }

  /** The parameter's name at RecoBeat and in JSON. */
  public String field() {
    return this == FEATURE_WEIGHT ? "featureWeight" : Fields.name(this);
  }

  /** The least value. */
  public double min() {
    return min;
  }

  /** The greatest value. */
  public double max() {
    return max;
  }

  /** Whether only whole numbers are values. */
  public boolean isWhole() {
    return whole;
  }

  /** Whether it is a track's own audio feature. */
  public boolean isFeature() {
    return this != POPULARITY && this != FEATURE_WEIGHT;
  }

  /** Fails for what no track has, under the name that a field has where it was said. */
  void check(String field, Number value) {
    Fields.range(field, value, min, max);
    if (whole && value.doubleValue() != value.longValue()) {
      throw Fields.wrong(field, "a whole number", value);
    }
  }

  static Map<Target, Number> checked(Map<Target, Number> targets) {
    targets.forEach((target, value) -> target.check(target.field(), value));
    return Map.copyOf(targets);
  }

  static Map<Target, Number> read(JsonObject json) {
    Map<Target, Number> targets = new EnumMap<>(Target.class);
    for (Target target : values()) {
      @Nullable Number value = Fields.optionalNumber(json, target.field());
      if (value != null) {
        targets.put(target, value);
      }
    }
    return targets;
  }
}
