package recobeat.sim;

import java.util.function.ToDoubleFunction;

/** A recommendation parameter that names the value wanted of a feature. */
enum Target {
  ACOUSTICNESS("acousticness", 0, 1, false, Features::acousticness),
  DANCEABILITY("danceability", 0, 1, false, Features::danceability),
  ENERGY("energy", 0, 1, false, Features::energy),
  INSTRUMENTALNESS("instrumentalness", 0, 1, false, Features::instrumentalness),
  KEY("key", -1, 11, true, Features::key),
  LIVENESS("liveness", 0, 1, false, Features::liveness),
  LOUDNESS("loudness", -60, 2, false, Features::loudness),
  MODE("mode", 0, 1, true, Features::mode),
  SPEECHINESS("speechiness", 0, 1, false, Features::speechiness),
  TEMPO("tempo", 0, 250, false, Features::tempo),
  VALENCE("valence", 0, 1, false, Features::valence);

  final String parameter;
  private final double min;
  private final double max;
  private final boolean whole;
  private final ToDoubleFunction<Features> value;

  Target(
      String parameter, double min, double max, boolean whole, ToDoubleFunction<Features> value) {
    this.parameter = parameter;
    this.min = min;
    this.max = max;
    this.whole = whole;
    this.value = value;
  }

  double wanted(Ask ask) {
    return Ask.within(parameter, ask.decimal(parameter, whole), min, max);
  }

  /** How far a track is from the value wanted, as a share of the range. */
  double distance(Features features, double wanted) {
    return Math.abs(value.applyAsDouble(features) - wanted) / (max - min);
  }
}
