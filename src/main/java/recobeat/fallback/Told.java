package recobeat.fallback;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import recobeat.message.BadRequest;
import recobeat.message.Manual;
import recobeat.model.Source;

/**
 * What an admin says of a track, packed for Redis as <code>{"features": {"energy": 0.7}, "by":
 * "alice", "at": 1700000000000}</code>.
 *
 * @param features some of them at least
 * @param by who said so
 * @param at when, in milliseconds since 1970
 */
record Told(Features features, String by, long at) {

  private static final int NAME_MAX = 100;
  private static final double[] SURE = new double[Feature.COUNT];

  /** Fails with {@link BadRequest}, which names the field. */
  static Told of(Map<String, ? extends Number> features, String by, long at) {
    double[] values = Features.none();
    // In one order, as of several wrong ones one is named.
    for (Map.Entry<String, ? extends Number> each : new TreeMap<>(features).entrySet()) {
      String name = each.getKey();
      Feature feature = Feature.named(name);
      if (feature == null) {
        throw new BadRequest("features." + name + " is none: there are " + names());
      }
      double value = each.getValue().doubleValue();
      String wrong = wrong(feature, value);
      if (wrong != null) {
        throw new BadRequest("features." + name + ' ' + wrong + ", not " + each.getValue());
      }
      values[feature.ordinal()] = value;
    }
    if (features.isEmpty()) {
      throw new BadRequest("features must have one at least: there are " + names());
    }
    String wrong = wrong(by);
    if (wrong != null) {
      throw new BadRequest("by " + wrong);
    }
    return new Told(Features.of(values), by.strip(), at);
  }

  /** What a value must be that it is not; null if it is right. */
  static @Nullable String wrong(Feature feature, double value) {
    boolean isWithin = value >= feature.least() && value <= feature.most();
    return isWithin && (!feature.isName() || value == Math.rint(value)) ? null
        : "must be a " + (feature.isName() ? "whole number" : "number") + " from "
            + (long) feature.least() + " to " + (long) feature.most();
  }

  /** What a name must be that it is not; null if it is right. */
  static @Nullable String wrong(String by) {
    return by.isBlank() || by.strip().length() > NAME_MAX
            || by.chars().anyMatch(Character::isISOControl)
        ? "must have 1 to " + NAME_MAX + " characters, and no control characters"
        : null;
  }

  private static String names() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < Feature.COUNT; i++) {
      names.add(Feature.at(i).text());
    }
    return String.join(", ", names);
  }

  byte[] pack() {
    JsonObject values = new JsonObject();
    numbers().forEach(values::put);
    return new JsonObject().put("features", values).put("by", by).put("at", at)
        .toBuffer().getBytes();
  }

  /** Null for what is none, as a later version may write it. */
  static @Nullable Told unpack(byte[] packed) {
    try {
      JsonObject json = new JsonObject(Buffer.buffer(packed));
      Told told = new Told(Features.read(json.getJsonObject("features")),
          Objects.requireNonNull(json.getString("by")), json.getLong("at"));
      return told.numbers().isEmpty() ? null : told;
    } catch (DecodeException | ClassCastException | NullPointerException wrong) {
      return null;
    }
  }

  /** By their names, with all digits. */
  Map<String, Number> numbers() {
    Map<String, Number> numbers = new LinkedHashMap<>();
    for (int i = 0; i < Feature.COUNT; i++) {
      Feature feature = Feature.at(i);
      if (features.has(feature)) {
        double value = features.get(i);
        numbers.put(feature.text(), value == Math.rint(value) ? (Number) (int) value : value);
      }
    }
    return numbers;
  }

  Manual.Track track(String id) {
    return new Manual.Track(id, numbers(), by, at);
  }

  /** Whether it leaves nothing to be guessed. */
  boolean isWhole() {
    for (int i = 0; i < Feature.COUNT; i++) {
      if (!features.has(Feature.at(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * This, and a guess where it says nothing.
   *
   * @param rest null if none is good enough; then what is not said is missing
   */
  Estimate over(@Nullable Estimate rest) {
    double[] values = Features.none();
    double[] errors = SURE.clone();
    int said = 0;
    List<String> names = new ArrayList<>();
    for (int i = 0; i < Feature.COUNT; i++) {
      Feature feature = Feature.at(i);
      if (features.has(feature)) {
        values[i] = features.get(i);
        said += feature.isName() ? 0 : 1;
        names.add(feature.text());
      } else if (rest != null) {
        values[i] = rest.features().get(i);
        errors[i] = rest.errors()[i];
      }
    }
    double share = (double) said / Feature.QUANTITIES;
    double guessed = rest == null ? 0 : (1 - share) * rest.confidence();
    boolean isWhole = names.size() == Feature.COUNT;
    String basis = "manual: " + (isWhole ? "" : String.join(", ", names) + ' ') + "by " + by + ", "
        + Instant.ofEpochMilli(at).atOffset(ZoneOffset.UTC).toLocalDate()
        + (rest == null || isWhole ? "" : " + " + rest.basis());
    return new Estimate(
        Features.of(values), errors, share + guessed, basis, Source.MANUAL);
  }
}
