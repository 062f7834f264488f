package recobeat.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import recobeat.message.BreakerState;

class BreakerTest {

  private static final BreakerOptions OPTIONS = new BreakerOptions(5, 0.5, 10,
      Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(60), 2);

  private final Breaker breaker = new Breaker(OPTIONS, new SplittableRandom(1));
  private long now = 1_000_000;

  @Test
  @DisplayName("hazard 12: a success between failures does not hide an 80 % failure rate")
  void onEnded_fourOfFiveFail_opens() {
    int calls = 0;
    while (breaker.state() == BreakerState.CLOSED && calls < 1_000) {
      calls++;
      end(calls % 5 != 0);
    }
    assertThat(calls).isLessThanOrEqualTo(10);
    assertThat(breaker.opensAt(now)).isBetween(now + 7_500, now + 10_000);
    assertThat(breaker.since()).isEqualTo(now);
  }

  @Test
  void onEnded_fewFail_staysClosed() {
    for (int i = 0; i < 1_000; i++) {
      end(i % 3 == 0);
      now += 100;
    }
    assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
  }

  @Test
  void onEnded_failuresFarApart_areForgotten() {
    for (int i = 0; i < 100; i++) {
      end(true);
      end(true);
      end(false);
      now += 31_000;
    }
    assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
  }

  @Test
  void onEnded_failuresInARow_opensWithFewCalls() {
    for (int i = 0; i < 5; i++) {
      assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
      end(true);
      now += 90_000;
    }
    assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
  }

  @Test
  void halfOpen_triesGoWell_closes() {
    open();
    now = breaker.opensAt(now);
    int first = breaker.onSent(now);
    int second = breaker.onSent(now);
    assertThat(breaker.state()).isEqualTo(BreakerState.HALF_OPEN);
    assertThat(breaker.opensAt(now)).as("no third").isEqualTo(Gate.NEVER);
    breaker.onEnded(first, false, 0, now);
    assertThat(breaker.state()).as("another try is under way").isEqualTo(BreakerState.HALF_OPEN);
    breaker.onEnded(second, false, 0, now);
    assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    assertThat(breaker.since()).isEqualTo(Gate.NEVER);
  }

  @ParameterizedTest(name = "after {0} tries")
  @ValueSource(ints = {1, 2, 3, 100})
  void halfOpen_triesFail_pausesDoubleUpToTheMost(int tries) {
    open();
    for (int i = 0; i < tries; i++) {
      now = breaker.opensAt(now);
      end(true);
    }
    long full = Math.min(60_000, 10_000L << Math.min(tries, 20));
    assertThat(breaker.opensAt(now) - now).isBetween(full * 3 / 4, full);
  }

  @Test
  @DisplayName("hazard 20: what is left of an earlier opening does not half-open a later one")
  void onEnded_callOfAnEarlierEra_isNoTry() {
    int early = breaker.onSent(now);
    open();
    now = breaker.opensAt(now);
    int tried = breaker.onSent(now);
    breaker.onEnded(tried, true, 0, now);
    long opens = breaker.opensAt(now);
    breaker.onEnded(early, false, 0, now);
    breaker.onEnded(tried, false, 0, now);
    assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
    assertThat(breaker.opensAt(now)).isEqualTo(opens);
    now = opens;
    breaker.onSent(now);
    breaker.onEnded(early, false, 0, now);
    assertThat(breaker.state()).as("one try is under way").isEqualTo(BreakerState.HALF_OPEN);
    assertThat(breaker.opensAt(now)).isEqualTo(now);
  }

  @Test
  void onUnmade_try_letsAnotherTry() {
    open();
    now = breaker.opensAt(now);
    breaker.onSent(now);
    int era = breaker.onSent(now);
    breaker.onUnmade(era);
    assertThat(breaker.opensAt(now)).isEqualTo(now);
  }

  private void open() {
    while (breaker.state() == BreakerState.CLOSED) {
      end(true);
    }
  }

  private void end(boolean isFailure) {
    breaker.onEnded(breaker.onSent(now), isFailure, 0, now);
  }
}
