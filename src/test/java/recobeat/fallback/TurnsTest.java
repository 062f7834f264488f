package recobeat.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import recobeat.time.ManualTime;

class TurnsTest {

  private final ManualTime time = new ManualTime();
  private final Deque<Runnable> later = new ArrayDeque<>();
  private final List<Integer> steps = new ArrayList<>();

  @Test
  void each_longWork_givesWayToOthersAndDoesAll() {
    Future<Integer> done = turns(100).each(8, this::step);
    assertThat(steps).hasSize((int) Turns.TURN_MS);
    assertThat(done.isComplete()).isFalse();
    later.remove().run();
    assertThat(steps).hasSize(2 * (int) Turns.TURN_MS);
    later.remove().run();
    assertThat(later).isEmpty();
    assertThat(done.result()).isEqualTo(8);
    assertThat(steps).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void each_quickWork_isOneTurn() {
    assertThat(turns(1).each(10_000, steps::add).result()).isEqualTo(10_000);
    assertThat(later).isEmpty();
  }

  @Test
  void each_deadline_leavesTheRest() {
    Future<Integer> done = turns(4).each(8, this::step);
    later.remove().run();
    assertThat(done.result()).isEqualTo(4);
    assertThat(turns(4).until(8, at -> true).result()).as("it is over").isZero();
    assertThat(turns(4).each(8, this::step).result()).as("but for one turn").isEqualTo(3);
    assertThat(later).isEmpty();
  }

  @Test
  void until_noNextStep_isDone() {
    assertThat(turns(1).until(8, at -> at < 5).result()).isEqualTo(6);
  }

  @Test
  void each_failingStep_fails() {
    IllegalStateException failure = new IllegalStateException();
    assertThat(turns(1).each(1, at -> {
      throw failure;
    }).cause()).isSameAs(failure);
  }

  private Turns turns(long deadline) {
    return new Turns(later::add, time, deadline);
  }

  private void step(int at) {
    steps.add(at);
    time.advance(Duration.ofMillis(1));
  }
}
