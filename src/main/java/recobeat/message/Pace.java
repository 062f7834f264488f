package recobeat.message;

import io.vertx.core.json.JsonObject;

/**
 * Tells the dispatcher how fast calls may leave from now on. JSON: {@code {"ratePerSecond": 2.5}}
 *
 * @param ratePerSecond calls a second
 */
public record Pace(double ratePerSecond) {

  private static final double RATE_MIN = 0.001;
  private static final double RATE_MAX = 100_000;

  /** Read from its JSON form; fails with {@link BadRequest}. */
  public static Pace fromJson(JsonObject json) {
    Number rate = Fields.optionalNumber(json, "ratePerSecond");
    if (rate == null) {
      throw new BadRequest("ratePerSecond is missing");
    }
    Fields.range("ratePerSecond", rate, RATE_MIN, RATE_MAX);
    return new Pace(rate.doubleValue());
  }
}
