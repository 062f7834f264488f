package recobeat.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GateTest {

  @Test
  @DisplayName("hazard 30: the rate slides; no second holds more than rate and burst, at any edge")
  void opensAt_greedyCaller_neverExceedsRateInAnySecond() {
    Gate gate = new Gate(new GateOptions(5, 3, 100));
    Deque<Long> sent = new ArrayDeque<>();
    long now = 0;
    while (now < 180_000) {
      // Idle from time to time, so that the burst is there to be misused.
      now = Math.max(gate.opensAt(now), now % 60_000 > 59_000 ? now + 900 : now);
      gate.onSent(now);
      gate.onDone();
      sent.addLast(now);
      while (sent.peekFirst() <= now - 1_000) {
        sent.removeFirst();
      }
      assertThat(sent.size()).isLessThanOrEqualTo(5 + 2);
    }
  }

  @Test
  void opensAt_concurrencyReached_never() {
    Gate gate = new Gate(new GateOptions(1_000, 1_000, 2));
    gate.onSent(0);
    gate.onSent(0);
    assertThat(gate.opensAt(0)).isEqualTo(Gate.NEVER);
    gate.onDone();
    assertThat(gate.opensAt(0)).isZero();
  }

  @Test
  void pause_shorterLater_doesNotShorten() {
    Gate gate = new Gate(new GateOptions(10, 1, 10));
    gate.pause(5_000);
    gate.pause(1_000);
    assertThat(gate.opensAt(10)).isEqualTo(5_000);
  }

  @Test
  @DisplayName("hazard 17: the back-off's exponent is capped")
  void pause_manyAttempts_staysAtMaximum() {
    RetryOptions retry = new RetryOptions(
        1_000, Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofMinutes(5),
        Duration.ZERO);
    assertThat(retry.pause(1, 0)).isEqualTo(500);
    assertThat(retry.pause(2, 0)).isEqualTo(1_000);
    assertThat(retry.pause(1, 1)).isEqualTo(250);
    for (int attempt = 8; attempt < 1_000; attempt++) {
      assertThat(retry.pause(attempt, 0)).isEqualTo(30_000);
    }
  }
}
