package recobeat.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import recobeat.fallback.Neighbours.Neighbour;
import recobeat.message.Hints;

class NeighboursTest {

  private static final double[] EVEN = new double[Feature.QUANTITIES];

  static {
    Arrays.fill(EVEN, 1);
  }

  private final Random random = new Random(3);

  @Test
  void near_isWhatSortingAllFinds() {
    Neighbours neighbours = new Neighbours(500);
    Map<String, Features> all = new HashMap<>();
    for (int i = 0; i < 500; i++) {
      Features features = anything();
      neighbours.put("t" + i, by("artist " + i), features);
      all.put("t" + i, features);
    }
    for (int round = 0; round < 20; round++) {
      Features wanted = anything();
      List<String> expected = all.keySet().stream()
          .sorted(Comparator.comparingDouble(id -> distance(all.get(id), wanted)))
          .limit(15).toList();

      List<Neighbour> found = neighbours.near(wanted, EVEN, 15, 1, Set.of());

      assertThat(found).extracting(Neighbour::id).isEqualTo(expected);
      assertThat(found.get(0).distance())
          .isCloseTo(distance(all.get(expected.get(0)), wanted), within(1e-4));
    }
  }

  @Test
  void near_ofEquals_isInTheOrderKept() {
    Neighbours neighbours = new Neighbours(100);
    Features same = anything();
    IntStream.range(0, 50).forEach(i -> neighbours.put("t" + i, by("artist " + i), same));

    assertThat(neighbours.near(same, EVEN, 3, 1, Set.of("t1")))
        .extracting(Neighbour::id).containsExactly("t0", "t2", "t3");
  }

  @Test
  void near_takesFewOfOneArtist() {
    Neighbours neighbours = new Neighbours(100);
    for (int i = 0; i < 10; i++) {
      neighbours.put("ana" + i, by("Ana"), energy(0.5));
      neighbours.put("bo" + i, by("Bo"), energy(0.9));
      neighbours.put("nobody" + i, Song.of(Hints.NONE), energy(0.95));
    }

    assertThat(neighbours.near(energy(0.5), EVEN, 7, 2, Set.of()))
        .extracting(Neighbour::id).containsExactly(
            "ana0", "ana1", "bo0", "bo1", "nobody0", "nobody1", "nobody2");
  }

  @Test
  void near_heedsWeightsAndWhatIsMissing() {
    Neighbours neighbours = new Neighbours(10);
    neighbours.put("energetic", by("Ana"), Features.of(0.1, 0.5, 0.9));
    neighbours.put("acoustic", by("Bo"), Features.of(0.9, 0.5, 0.1));
    neighbours.put("unknown", by("Cy"), Features.of());
    double[] weights = EVEN.clone();
    weights[Feature.ACOUSTICNESS.ordinal()] = 0;

    assertThat(neighbours.near(Features.of(0.9, 0.5, 0.9), weights, 1, 1, Set.of()))
        .extracting(Neighbour::id).containsExactly("energetic");
    assertThat(neighbours.near(energy(0.2), EVEN, 3, 1, Set.of()))
        .extracting(Neighbour::id).containsExactly("acoustic", "unknown", "energetic");
  }

  @Test
  void put_isBounded_andReplaces() {
    Neighbours neighbours = new Neighbours(40);
    for (int i = 0; i < 100; i++) {
      neighbours.put("t" + i, by("artist " + i), energy(0.5));
    }
    neighbours.put("t99", by("artist 99"), energy(0.7));
    // One that was overwritten comes back, to a place of its own.
    neighbours.put("t20", by("artist 20"), energy(0.65));

    assertThat(neighbours.size()).isEqualTo(40);
    List<Neighbour> all = neighbours.near(energy(0.7), EVEN, 100, 1, Set.of());
    assertThat(all).hasSize(40);
    assertThat(all.get(0).id()).isEqualTo("t99");
    assertThat(all).extracting(Neighbour::id).contains("t20", "t61").doesNotContain("t59", "t60");
  }

  @Test
  void recommend_liesBetweenSeedsUnlessToldOtherwise() {
    Neighbours source = withEnergies();
    List<Features> seeds = List.of(energy(0.2), energy(0.4));

    assertThat(source.recommend(seeds, Features.of(), EVEN, 1, 1, Set.of()))
        .extracting(Neighbour::id).containsExactly("t30");
    assertThat(source.recommend(seeds, energy(0.8), EVEN, 1, 1, Set.of()))
        .extracting(Neighbour::id).containsExactly("t80");
    assertThat(source.recommend(List.of(), Features.of(), EVEN, 1, 1, Set.of())).isEmpty();
  }

  @Test
  void put_withoutRoom_keepsNothing() {
    Neighbours none = new Neighbours(0);
    none.put("x", by("Ana"), energy(0.5));
    assertThat(none.size()).isZero();
    assertThat(none.isFull()).isTrue();
    assertThat(none.near(energy(0.5), EVEN, 1, 1, Set.of())).isEmpty();
  }

  private static Neighbours withEnergies() {
    Neighbours neighbours = new Neighbours(1_000);
    IntStream.rangeClosed(0, 100)
        .forEach(i -> neighbours.put("t" + i, by("artist " + i), energy(i / 100.0)));
    return neighbours;
  }

  private Features anything() {
    return Features.of(IntStream.range(0, Feature.QUANTITIES).mapToDouble(i ->
        Feature.at(i).least()
            + random.nextDouble() * (Feature.at(i).most() - Feature.at(i).least())).toArray());
  }

  private static double distance(Features one, Features other) {
    double sum = 0;
    for (int i = 0; i < Feature.QUANTITIES; i++) {
      sum += Math.pow((one.get(i) - other.get(i)) / Feature.at(i).spread(), 2);
    }
    return Math.sqrt(sum / Feature.QUANTITIES);
  }

  private static Features energy(double energy) {
    return Features.of(Double.NaN, Double.NaN, energy);
  }

  private static Song by(String artist) {
    return Song.of(new Hints(List.of(artist), null, null, List.of()));
  }
}
