package recobeat.fallback;

import io.vertx.core.json.JsonObject;
import recobeat.model.Source;

/**
 * A guess of a track's features, never to be kept as a fact.
 *
 * @param features all of them; where an admin says some, perhaps these alone
 * @param errors to be expected, in the order of {@link Feature}: of a quantity the standard
 *     deviation of what it may be, of key and mode the chance that it is another. Not to be changed
 * @param confidence 0 to 1: the share of what tracks differ in that is taken to be known
 * @param basis what it was made from: {@code "artist: 12 tracks + subgenre trap"}
 * @param source manual; estimated if tracks that were harvested had a part in it; else default
 */
record Estimate(
    Features features, double[] errors, double confidence, String basis, Source source) {

  /** The features as the service writes them; what an admin said, with all its digits. */
  JsonObject toJson() {
    JsonObject json = features.toJson();
    for (int i = 0; i < Feature.QUANTITIES; i++) {
      Feature feature = Feature.at(i);
      if (errors[i] == 0 && features.has(feature)) {
        json.put(feature.text(), features.get(i));
      }
    }
    return json;
  }
}
