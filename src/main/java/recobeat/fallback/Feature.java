package recobeat.fallback;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The audio features of a track, with what the service lets them be; the last two are names. */
enum Feature {
  ACOUSTICNESS(0, 1, 0.207),
  DANCEABILITY(0, 1, 0.126),
  ENERGY(0, 1, 0.163),
  INSTRUMENTALNESS(0, 1, 0.210),
  LIVENESS(0, 1, 0.156),
  /** Decibels below full scale. */
  LOUDNESS(-60, 5, 2.78),
  SPEECHINESS(0, 1, 0.0881),
  /** Beats a minute. */
  TEMPO(0, 250, 26.5),
  VALENCE(0, 1, 0.220),
  /** Pitch class, C is 0. */
  KEY(0, 11, 3),
  /** 0 is minor, 1 is major. */
  MODE(0, 1, 0.5);

  /** How many of them are quantities, which come first. */
  static final int QUANTITIES = 9;

  static final int COUNT = QUANTITIES + 2;

  /** Not to be changed. */
  private static final Feature[] ALL = values();

  private static final Map<String, Feature> BY_NAME =
      Arrays.stream(ALL).collect(Collectors.toMap(Feature::text, Function.identity()));

  private final String text;
  private final double least;
  private final double most;
  private final double spread;

  Feature(double least, double most, double spread) {
    this.text = name().toLowerCase(Locale.ROOT);
    this.least = least;
    this.most = most;
    this.spread = spread;
  }

  /** By its place among them. */
  static Feature at(int index) {
    return ALL[index];
  }

  /** By its name in the service's answers; null if there is none of that name. */
  static @Nullable Feature named(String text) {
    return BY_NAME.get(text);
  }

  /** Its name in the service's answers. */
  String text() {
    return text;
  }

  /** Standard deviation among the tracks of one subgenre: what counts as near or far. */
  double spread() {
    return spread;
  }

  /** Whether it is a key or a mode, of which there is no mean. */
  boolean isName() {
    return ordinal() >= QUANTITIES;
  }

  double least() {
    return least;
  }

  double most() {
    return most;
  }

  /** The value itself, or the nearest that the service could say. */
  double clamp(double value) {
    return Math.max(least, Math.min(most, value));
  }

  /** How far two values are apart; keys go round, C is next to B. */
  double distance(double one, double other) {
    double apart = Math.abs(one - other);
    return this == KEY ? Math.min(apart, most + 1 - apart) : apart;
  }
}
