package recobeat.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import recobeat.fallback.Rank.Bound;
import recobeat.fallback.Rank.Candidate;
import recobeat.fallback.Rank.Ranked;
import recobeat.fallback.Rank.Ranking;
import recobeat.fallback.Rank.Target;

class RankTest {

  private static final Target ENERGY = new Target(Feature.ENERGY, 0.5, 0.4, 1);
  private static final Bound CALM = new Bound(Feature.ENERGY, 0, 0.5);

  @Test
  void of_sortsByNearness_tiesAsGiven() {
    Ranking ranking = new Rank(List.of(ENERGY), List.of()).of(List.of(
        fact("far", 0.95), fact("b", 0.6), fact("exact", 0.5), fact("a", 0.6)));

    assertThat(ranking.passed()).extracting(Ranked::id).containsExactly("exact", "b", "a", "far");
    assertThat(ranking.passed().get(0).score()).isEqualTo(1);
    assertThat(ranking.passed().get(1).score()).isCloseTo(0.75, within(1e-9));
    assertThat(ranking.passed().get(3).score()).isZero();
  }

  @Test
  void of_weighsTargets() {
    Target tempo = new Target(Feature.TEMPO, 120, 20, 3);
    double[] values = new double[Feature.COUNT];
    Arrays.fill(values, Double.NaN);
    values[Feature.ENERGY.ordinal()] = 0.5;
    values[Feature.TEMPO.ordinal()] = 130;

    Ranking ranking = new Rank(List.of(ENERGY, tempo), List.of())
        .of(List.of(Candidate.known("x", Features.of(values))));

    assertThat(ranking.passed().get(0).score()).isCloseTo((1 + 3 * 0.5) / 4, within(1e-9));
  }

  /** Their sum is no number, of which nothing is a share. */
  @Test
  void of_hugeWeights_countAsMuchAsSmallOnes() {
    Target energy = new Target(Feature.ENERGY, 0.5, 0.4, 1e308);
    Target loudness = new Target(Feature.LOUDNESS, -10, 5, 1e308);
    Ranking ranking = new Rank(List.of(energy, loudness), List.of())
        .of(List.of(fact("far", 0.7), fact("near", 0.5)));

    assertThat(ranking.passed()).extracting(Ranked::id).containsExactly("near", "far");
    assertThat(ranking.passed().get(0).score()).isCloseTo(0.5, within(1e-9));
    assertThat(ranking.passed().get(1).score()).isCloseTo(0.25, within(1e-9));
  }

  @Test
  void of_discountsGuessesByConfidence_andGivesNothingForTheUnknown() {
    Ranking ranking = new Rank(List.of(ENERGY), List.of()).of(List.of(
        Candidate.known("unknown", Features.of()), guess("guess", 0.5, 0.1), fact("near", 0.65)));

    assertThat(ranking.passed()).extracting(Ranked::id)
        .containsExactly("near", "guess", "unknown");
    assertThat(ranking.passed().get(1).score()).isEqualTo(0.6);
    assertThat(ranking.passed().get(2).score()).isZero();
  }

  @Test
  void of_marksWhatABoundCouldNotJudge() {
    Ranking ranking = new Rank(List.of(ENERGY), List.of(CALM)).of(List.of(
        fact("in", 0.5), fact("out", 0.51), Candidate.known("unknown", Features.of()),
        guess("surelyIn", 0.2, 0.1), guess("perhaps", 0.45, 0.1), guess("perhapsNot", 0.55, 0.1),
        guess("surelyOut", 0.7, 0.1)));

    assertThat(ranking.refused()).containsExactly("out", "surelyOut");
    assertThat(ranking.passed()).extracting(Ranked::id).containsExactly(
        "in", "perhaps", "perhapsNot", "surelyIn", "unknown");
    assertThat(ranking.passed()).filteredOn(each -> !each.unjudged().isEmpty())
        .extracting(Ranked::id).containsExactly("perhaps", "perhapsNot", "unknown");
    assertThat(ranking.passed().get(4).unjudged()).containsExactly(Feature.ENERGY);
  }

  @Test
  void of_neverJudgesAGuessedKey() {
    Bound minor = new Bound(Feature.MODE, 0, 0);
    double[] values = new double[Feature.COUNT];
    double[] errors = new double[Feature.COUNT];
    values[Feature.MODE.ordinal()] = 1;
    errors[Feature.MODE.ordinal()] = 0.4;
    Features major = Features.of(values);

    Ranking ranking = new Rank(List.of(), List.of(minor)).of(List.of(
        new Candidate("guess", major, errors, 0.6, true), Candidate.known("fact", major)));

    assertThat(ranking.passed()).containsExactly(
        new Ranked("guess", 0, List.of(Feature.MODE)));
    assertThat(ranking.refused()).containsExactly("fact");
  }

  @Test
  void of_badTargets_saysWhat() {
    assertThatThrownBy(() -> new Target(Feature.ENERGY, 0.5, 0, 1))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("energy: tolerance");
    assertThatThrownBy(() -> new Target(Feature.ENERGY, Double.NaN, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Bound(Feature.TEMPO, 2, 1))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("tempo: min");
  }

  private static Candidate fact(String id, double energy) {
    return Candidate.known(id, Features.of(Double.NaN, Double.NaN, energy));
  }

  private static Candidate guess(String id, double energy, double error) {
    double[] errors = new double[Feature.COUNT];
    errors[Feature.ENERGY.ordinal()] = error;
    return new Candidate(id, Features.of(Double.NaN, Double.NaN, energy), errors, 0.6, true);
  }
}
