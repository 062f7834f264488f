package recobeat.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import recobeat.fallback.Neighbours.Neighbour;
import recobeat.message.Hints;

class PairsTest {

  private static final Song ANA = Song.of(new Hints(List.of("Ana"), null, null, List.of()));
  private static final double[] EVEN = {1, 1, 1, 1, 1, 1, 1, 1, 1};

  private final Neighbours neighbours = new Neighbours(10);

  @Test
  void parts_inEitherOrder_comeTogether() {
    Pairs pairs = new Pairs(neighbours, 10);
    pairs.onFeatures("a", energy(0.1));
    pairs.onSong("b", ANA);
    assertThat(neighbours.size()).isZero();
    pairs.onSong("a", ANA);
    pairs.onFeatures("b", energy(0.2));
    assertThat(near(energy(0.2))).containsExactly("b", "a");
    // A store may tell a key twice.
    pairs.onFeatures("a", energy(0.1));
    assertThat(neighbours.size()).isEqualTo(2);
  }

  @Test
  void parts_ofWhatWasHarvestedMeanwhile_areOlder() {
    Pairs pairs = new Pairs(neighbours, 10);
    pairs.onFeatures("a", energy(0.1));
    pairs.onFeatures("b", energy(0.4));
    neighbours.put("a", ANA, energy(0.9));
    pairs.onSong("a", ANA);
    pairs.onSong("b", ANA);
    assertThat(near(energy(0.1))).as("a is at 0.9 now").containsExactly("b", "a");
  }

  @Test
  void parts_beyondTheBound_areDropped() {
    Pairs pairs = new Pairs(neighbours, 1);
    pairs.onFeatures("a", energy(0.1));
    pairs.onFeatures("b", energy(0.2));
    pairs.onSong("b", ANA);
    pairs.onSong("c", ANA);
    pairs.onFeatures("c", energy(0.3));
    assertThat(neighbours.size()).isZero();
    pairs.onFeatures("b", energy(0.2));
    pairs.onSong("a", ANA);
    pairs.onFeatures("d", energy(0.4));
    pairs.onSong("d", ANA);
    assertThat(near(energy(0.1))).containsExactly("a", "b", "d");
  }

  private static Features energy(double energy) {
    return Features.of(Double.NaN, Double.NaN, energy);
  }

  private List<String> near(Features wanted) {
    return neighbours.near(wanted, EVEN, 10, 10, Set.of()).stream().map(Neighbour::id).toList();
  }
}
