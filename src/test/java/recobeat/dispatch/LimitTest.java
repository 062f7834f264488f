package recobeat.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import recobeat.model.Endpoint;

class LimitTest {

  private final Limit limit = new Limit(20, 45_000);

  @Test
  void onAnswered_serviceTakesFour_staysThere() {
    int most = 0;
    for (int i = 0; i < 2_000; i++) {
      // Beyond four at once, calls wait there for one another.
      answered(100L * Math.max(4, limit.calls()) / 4 + i % 7);
      most = i > 500 ? Math.max(most, limit.calls()) : 0;
    }
    assertThat(limit.calls()).isBetween(4, 9);
    assertThat(most).isLessThanOrEqualTo(9);
  }

  @Test
  void onAnswered_serviceTakesMore_growsToTheMost() {
    for (int i = 0; i < 200; i++) {
      answered(100 + i % 7);
    }
    assertThat(limit.calls()).isEqualTo(20);
  }

  @Test
  void onAnswered_limitNotUsed_doesNotGrow() {
    for (int i = 0; i < 200; i++) {
      limit.onAnswered(Endpoint.TRACKS, 100, 1);
    }
    assertThat(limit.calls()).isEqualTo(2);
  }

  @Test
  @DisplayName("hazard 13: everything is answered equally late: the limit does not grow")
  void onAnswered_allEquallyLate_doesNotGrow() {
    for (int i = 0; i < 200; i++) {
      answered(75_000);
    }
    assertThat(limit.calls()).isEqualTo(2);
  }

  @Test
  @DisplayName("hazard 13: everything times out at the same latency: the limit shrinks")
  void onBroken_allTimeOut_shrinksToOne() {
    for (int i = 0; i < 40; i++) {
      answered(100);
    }
    assertThat(limit.calls()).isGreaterThan(8);
    for (int i = 0; i < 10; i++) {
      limit.onBroken(90_000L * i, 90_000L * (i + 1) - 1);
    }
    assertThat(limit.calls()).isEqualTo(1);
  }

  @Test
  void onBroken_crowd_countsOnce() {
    for (int i = 0; i < 40; i++) {
      answered(100);
    }
    int before = limit.calls();
    limit.onBroken(10, 1_000);
    limit.onBroken(20, 1_010);
    limit.onBroken(30, 1_020);
    assertThat(limit.calls()).isEqualTo(before / 2);
  }

  private void answered(long tookMs) {
    limit.onAnswered(Endpoint.TRACKS, tookMs, limit.calls());
  }
}
