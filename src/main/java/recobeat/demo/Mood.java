package recobeat.demo;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * What a playlist should sound like.
 *
 * @param targets features wanted, by name, each from 0 to 1
 */
record Mood(Map<String, Double> targets) {

  static final Mood BRIGHT =
      new Mood(Map.of("energy", 0.75, "valence", 0.8, "danceability", 0.7, "acousticness", 0.2));

  static final Mood CALM =
      new Mood(Map.of("energy", 0.25, "valence", 0.4, "danceability", 0.4, "acousticness", 0.8));

  /** How far a row of features is away: 0 is the mood itself. */
  double distance(JsonObject features) {
    double sum = 0;
    for (var target : targets.entrySet()) {
      double off = features.getDouble(target.getKey(), 0.0) - target.getValue();
      sum += off * off;
    }
    return Math.sqrt(sum);
  }
}
