package recobeat.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dispatcher's core under loss, delay and faults, drawn from a seed; see {@link World}. */
class DispatchSimulationTest {

  private static final int STEPS = 3_000;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  @DisplayName("closed at any moment, everybody is answered, and late reports do no harm")
  void close_inRandomWorld_answersAllAndBearsWhatComesLate(long seed) {
    World world = new World(seed);
    try {
      for (int step = 0; step < 30 * seed; step++) {
        world.step();
      }
      world.close();
      world.rest();
    } catch (AssertionError broken) {
      throw new AssertionError("seed " + seed + ", " + world, broken);
    }
    assertThat(world.answered).as("requests answered").isPositive();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  @DisplayName("invariants hold after each step, and at rest nothing is left")
  void run_randomWorld_invariantsHold(long seed) {
    World world = new World(seed);
    try {
      for (int step = 0; step < STEPS; step++) {
        world.step();
      }
      world.rest();
    } catch (AssertionError broken) {
      throw new AssertionError("seed " + seed + ", " + world, broken);
    }
    assertThat(world.answered).as("requests answered").isGreaterThan(STEPS / 10);
    assertThat(world.callsMade).as("calls made").isGreaterThan(STEPS / 100);
  }
}
