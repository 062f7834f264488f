package recobeat.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import recobeat.fallback.Sample.Track;
import recobeat.message.Hints;

/**
 * How well a hidden fifth of real tracks is guessed from the rest, relative to guessing their mean;
 * run where the data is present. The constants were fitted to the other four fifths.
 */
class EstimatorQualityTest {

  private static final int HIDDEN = 0;
  private static final Genres GENRES = new Genres(GenreFile.shipped());

  private static List<Track> tracks = List.of();

  /** What was guessed for a track, and what it was. */
  private record Guess(Estimate estimate, Features truth) {

    double squared(int quantity) {
      double error = estimate.features().get(quantity) - truth.get(quantity);
      return error * error;
    }
  }

  @BeforeAll
  static void read() throws IOException {
    assumeTrue(Files.exists(Sample.FILE), "the data is not here");
    tracks = Sample.read();
  }

  @Test
  void estimates_beatSimpleOnes() {
    System.out.printf(Locale.ROOT, "%-28s", "relative RMSE");
    for (int i = 0; i < Feature.QUANTITIES; i++) {
      System.out.print("  " + Feature.at(i).text().substring(0, 4));
    }
    System.out.println("   mean");
    double genre = report("genres", HIDDEN, hints -> new Hints(List.of(), null, null,
        hints.genres()));
    double all = report("genres, artist, album, title", HIDDEN, UnaryOperator.identity());
    report("artist, album, title", HIDDEN, hints -> without(hints));
    report("artist", HIDDEN, hints -> new Hints(hints.artists(), null, null, List.of()));
    for (int fold = 1; fold < 5; fold++) {
      report("genres; fold " + fold, fold, hints -> new Hints(List.of(), null, null,
          hints.genres()));
      report("all hints; fold " + fold, fold, UnaryOperator.identity());
    }
    assertThat(genre).isLessThan(0.9255);
    assertThat(all).isLessThanOrEqualTo(0.83);
  }

  @Test
  void confidence_tellsGoodGuessesFromBad() {
    List<Guess> guesses = guesses(HIDDEN, UnaryOperator.identity());
    guesses.sort(Comparator.comparingDouble(guess -> guess.estimate().confidence()));
    int third = guesses.size() / 3;
    double low = mean(relative(guesses.subList(0, third), HIDDEN));
    double middle = mean(relative(guesses.subList(third, 2 * third), HIDDEN));
    double high = mean(relative(guesses.subList(2 * third, guesses.size()), HIDDEN));
    System.out.printf(Locale.ROOT, "by confidence, low to high: %.3f %.3f %.3f%n",
        low, middle, high);
    assertThat(high).isLessThan(middle - 0.05);
    assertThat(middle).isLessThan(low - 0.05);
  }

  @Test
  void expectedErrors_areThoseMet() {
    List<Guess> guesses = guesses(HIDDEN, UnaryOperator.identity());
    StringBuilder table = new StringBuilder("error met / expected:");
    for (int i = 0; i < Feature.QUANTITIES; i++) {
      int at = i;
      double met = guesses.stream().mapToDouble(guess -> guess.squared(at)).sum();
      double expected = guesses.stream()
          .mapToDouble(guess -> Math.pow(guess.estimate().errors()[at], 2)).sum();
      table.append(String.format(Locale.ROOT, " %.2f", Math.sqrt(met / expected)));
      assertThat(Math.sqrt(met / expected)).as(Feature.at(i).text()).isBetween(0.8, 1.2);
    }
    System.out.println(table);
    for (Feature name : List.of(Feature.KEY, Feature.MODE)) {
      double right = guesses.stream()
          .filter(guess -> guess.squared(name.ordinal()) == 0).count();
      double promised = guesses.stream()
          .mapToDouble(guess -> 1 - guess.estimate().errors()[name.ordinal()]).sum();
      System.out.printf(Locale.ROOT, "%s right: %.3f, promised %.3f%n",
          name.text(), right / guesses.size(), promised / guesses.size());
      assertThat(right / promised).isBetween(0.8, 1.25);
    }
  }

  private static Hints without(Hints hints) {
    return new Hints(hints.artists(), hints.album(), hints.title(), List.of());
  }

  private static double report(String what, int hidden, UnaryOperator<Hints> known) {
    double[] relative = relative(guesses(hidden, known), hidden);
    System.out.printf(Locale.ROOT, "%-28s", what);
    for (double each : relative) {
      System.out.printf(Locale.ROOT, "  %.3f", each);
    }
    System.out.printf(Locale.ROOT, "  %.4f%n", mean(relative));
    return mean(relative);
  }

  private static List<Guess> guesses(int hidden, UnaryOperator<Hints> known) {
    Kin kin = new Kin(100_000);
    Priors priors = new Priors(GENRES);
    for (Track track : tracks) {
      if (track.fold() != hidden) {
        kin.learn(track.id(), track.hints(), track.features());
        priors.learn(known.apply(track.hints()).genres(), track.features());
      }
    }
    Estimator estimator = new Estimator(priors);
    List<Guess> guesses = new ArrayList<>();
    for (Track track : tracks) {
      if (track.fold() == hidden) {
        Hints hints = known.apply(track.hints());
        guesses.add(new Guess(
            estimator.estimate(hints, kin.of(track.id(), hints)), track.features()));
      }
    }
    return guesses;
  }

  /** To the error over all hidden tracks that the mean of the others would make. */
  private static double[] relative(List<Guess> guesses, int hidden) {
    double[] relative = new double[Feature.QUANTITIES];
    for (int i = 0; i < relative.length; i++) {
      int at = i;
      double mean = tracks.stream().filter(track -> track.fold() != hidden)
          .mapToDouble(track -> track.features().get(at)).average().orElseThrow();
      double plain = tracks.stream().filter(track -> track.fold() == hidden)
          .mapToDouble(track -> Math.pow(track.features().get(at) - mean, 2))
          .average().orElseThrow();
      double met = guesses.stream().mapToDouble(guess -> guess.squared(at))
          .average().orElseThrow();
      relative[i] = Math.sqrt(met / plain);
    }
    return relative;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
