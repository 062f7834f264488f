package recobeat.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BudgetTest {

  private final Budget budget = new Budget(new RetryOptions(4, Duration.ofMillis(500),
      Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofSeconds(20), 0.5, 6));

  @Test
  void take_everythingBreaks_isAShareOfTheCallsAndTheReserve() {
    int taken = 0;
    for (int i = 0; i < 1_000; i++) {
      budget.onCall();
      taken += budget.take(1_000) ? 1 : 0;
    }
    assertThat(taken).isBetween(500, 510);
  }

  @Test
  void take_noCalls_onlyTheReserve() {
    int taken = 0;
    while (budget.take(0)) {
      taken++;
    }
    assertThat(taken).isEqualTo(10);
    assertThat(budget.take(9_000)).isFalse();
    assertThat(budget.take(19_000)).isTrue();
    assertThat(budget.take(20_000)).isFalse();
  }

  @Test
  void take_longQuiet_savesOnlySoMuch() {
    int taken = 0;
    assertThat(budget.take(0)).isTrue();
    while (budget.take(86_400_000)) {
      taken++;
    }
    assertThat(taken).isEqualTo(20);
  }
}
