package recobeat.sim;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.random.RandomGenerator;

/** The eleven numbers of a track, rounded as the service rounds them. */
record Features(
    double acousticness,
    double danceability,
    double energy,
    double instrumentalness,
    int key,
    double liveness,
    double loudness,
    int mode,
    double speechiness,
    double tempo,
    double valence) {

  private static final MathContext THREE_DIGITS = new MathContext(3);

  /** Draws the features of one track of a genre. */
  static Features draw(Genre genre, RandomGenerator random) {
    return new Features(
        skewed(genre.acousticness, random),
        around(genre.danceability, random),
        around(genre.energy, random),
        instrumentalness(genre.instrumental, random),
        random.nextInt(12),
        skewed(0.13, random),
        thousandths(Math.min(1.5, Math.max(-60, genre.loudness + 2.2 * random.nextGaussian()))),
        random.nextDouble() < 0.62 ? 1 : 0,
        skewed(genre.speechiness, random),
        thousandths(Math.min(220, Math.max(45, genre.tempo + 14 * random.nextGaussian()))),
        around(genre.valence, random));
  }

  private static double around(double mean, RandomGenerator random) {
    return digits(Math.min(0.99, Math.max(0.02, mean + 0.13 * random.nextGaussian())));
  }

  private static double skewed(double mean, RandomGenerator random) {
    return digits(Math.min(0.99, mean * Math.exp(0.7 * random.nextGaussian())));
  }

  private static double instrumentalness(double share, RandomGenerator random) {
    boolean instrumental = random.nextDouble() < share;
    double uniform = random.nextDouble();
    return digits(instrumental ? 0.5 + 0.47 * uniform : Math.pow(10, 5 * uniform - 6));
  }

  private static double digits(double value) {
    return new BigDecimal(value).round(THREE_DIGITS).doubleValue();
  }

  private static double thousandths(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
