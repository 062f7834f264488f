package recobeat.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import recobeat.model.Endpoint;

class GateTest {

  @Test
  @DisplayName("hazard 30: the rate slides; no second holds more than rate and burst, at any edge")
  void opensAt_greedyCaller_neverExceedsRateInAnySecond() {
    Gate gate = new Gate(new GateOptions(5, 3, 1, 100, false), 1_000);
    Deque<Long> sent = new ArrayDeque<>();
    long now = 0;
    while (now < 180_000) {
      // Idle from time to time, so that the burst is there to be misused.
      now = Math.max(gate.opensAt(false, now), now % 60_000 > 59_000 ? now + 900 : now);
      gate.onSent(false, now);
      gate.onDone(false, now);
      sent.addLast(now);
      while (sent.peekFirst() <= now - 1_000) {
        sent.removeFirst();
      }
      assertThat(sent.size()).isLessThanOrEqualTo(5 + 2);
    }
  }

  @Test
  void opensAt_turnOfTheBackground_leavesAPlaceOfTheBurstToOthers() {
    Gate gate = new Gate(new GateOptions(0.5, 2, 1, 4, true), 45_000);
    assertThat(gate.claim(true).burst()).isEqualTo(1);
    gate.hold(true, 2_000, 0);
    assertThat(gate.opensAt(true, 0)).isEqualTo(2_000);
    assertThat(gate.opensAt(false, 0)).isZero();
    gate.pause(1_500);
    assertThat(gate.opensAt(false, 0)).as("but not before a pause ends").isEqualTo(1_500);
    gate.hold(false, 2_000, 0);
    assertThat(gate.opensAt(false, 0)).isEqualTo(2_000);
  }

  @Test
  void opensAt_concurrencyReached_notUntilOneEndsOrHangs() {
    Gate gate = new Gate(new GateOptions(1_000, 1_000, 1, 2, false), 45_000);
    gate.onSent(false, 0);
    gate.onSent(false, 0);
    assertThat(gate.opensAt(false, 0)).isEqualTo(9_000);
    assertThat(gate.opensAt(true, 0)).as("in the background").isEqualTo(Gate.NEVER);
    gate.onDone(false, 0);
    assertThat(gate.opensAt(false, 0)).isZero();
  }

  @Test
  void opensAt_allHang_asManyMoreMayLeave_unlessThatIsUsual() {
    Gate gate = new Gate(new GateOptions(1_000, 1_000, 1, 2, false), 45_000);
    gate.onSent(false, 0);
    gate.onSent(false, 1_000);
    assertThat(gate.opensAt(false, 2_000)).isEqualTo(9_000);
    gate.onSent(false, 9_000);
    assertThat(gate.opensAt(false, 9_000)).isEqualTo(10_000);
    gate.onSent(false, 10_000);
    assertThat(gate.opensAt(false, 60_000)).isEqualTo(Gate.NEVER);
    Gate slow = new Gate(new GateOptions(1_000, 1_000, 1, 2, false), 45_000);
    for (int i = 0; i < 40; i++) {
      slow.onSent(false, i * 30_000L);
      slow.onDone(false, i * 30_000L);
      slow.onAnswered(Endpoint.FEATURES, i * 30_000L, 30_000);
    }
    slow.onSent(false, 2_000_000);
    slow.onSent(false, 2_000_000);
    assertThat(slow.opensAt(false, 2_000_000)).isGreaterThan(2_100_000);
  }

  @Test
  void opensAt_onlyCallHangs_oneMoreMayLeave() {
    Gate gate = new Gate(new GateOptions(1_000, 1_000, 1, 4, false), 45_000);
    gate.onSent(false, 0);
    gate.onDone(false, 0);
    gate.onBroken(0, 100);
    assertThat(gate.concurrency()).isEqualTo(1);
    gate.onSent(false, 200);
    assertThat(gate.opensAt(true, 300)).as("in the background").isEqualTo(Gate.NEVER);
    assertThat(gate.opensAt(false, 300)).isEqualTo(9_200);
    gate.onSent(false, 9_200);
    assertThat(gate.opensAt(false, 60_000)).as("but not two more").isEqualTo(Gate.NEVER);
    gate.onDone(false, 200);
    assertThat(gate.opensAt(false, 9_300)).isEqualTo(18_200);
  }

  @ParameterizedTest(name = "from {0} to {1} a second")
  @CsvSource({"100, 2", "2, 100", "0.01, 50", "5, 5"})
  void rate_changed_isTheRateFromThenOn(double before, double after) {
    Gate gate = new Gate(new GateOptions(before, 3, 1, 100, false), 1_000);
    long now = 1_000;
    for (int i = 0; i < 3; i++) {
      now = send(gate, now);
    }
    gate.rate(after, now);
    assertThat(gate.rate()).isCloseTo(after, within(1e-9));
    long first = send(gate, now);
    long last = first;
    for (int i = 0; i < 20; i++) {
      double interval = 1_000 / gate.rate();
      long next = send(gate, last);
      assertThat((double) next - last).isCloseTo(interval, within(1.0));
      last = next;
    }
    assertThat(first - now).as("the next one owes one interval at the most")
        .isLessThanOrEqualTo((long) Math.ceil(1_000 / after));
  }

  private static long send(Gate gate, long now) {
    long at = gate.opensAt(false, now);
    gate.onSent(false, at);
    gate.onDone(false, at);
    return at;
  }

  @Test
  void pause_shorterLater_doesNotShorten() {
    Gate gate = new Gate(new GateOptions(10, 1, 1, 10, false), 1_000);
    gate.pause(5_000);
    gate.pause(1_000);
    assertThat(gate.opensAt(false, 10)).isEqualTo(5_000);
  }

  @Test
  @DisplayName("hazard 17: the back-off's exponent is capped")
  void pause_manyAttempts_staysAtMaximum() {
    RetryOptions retry = new RetryOptions(
        1_000, Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofMinutes(5),
        Duration.ZERO, 1, 0);
    assertThat(retry.pause(1, 0)).isEqualTo(500);
    assertThat(retry.pause(2, 0)).isEqualTo(1_000);
    assertThat(retry.pause(1, 1)).isEqualTo(250);
    for (int attempt = 8; attempt < 1_000; attempt++) {
      assertThat(retry.pause(attempt, 0)).isEqualTo(30_000);
    }
  }
}
