package recobeat.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {

  @ParameterizedTest
  @ValueSource(ints = {Retry.NO_ANSWER, 500, 503})
  void pause_fault_waitsHalfASecondThenOneThenGivesUp(int status) {
    assertThat(Retry.pause(status, null, 1)).contains(Duration.ofMillis(500));
    assertThat(Retry.pause(status, null, 2)).contains(Duration.ofSeconds(1));
    assertThat(Retry.pause(status, null, 3)).isEmpty();
  }

  @Test
  void pause_refused_waitsAsTheServiceSays() {
    assertThat(Retry.pause(429, "3", 1)).contains(Duration.ofSeconds(3));
    assertThat(Retry.pause(429, "300", 2)).contains(Duration.ofMinutes(5));
    assertThat(Retry.pause(429, "301", 1)).isEmpty();
    assertThat(Retry.pause(429, "3", 3)).isEmpty();
  }

  @Test
  void pause_refusedWithoutSeconds_waitsFourThenEight() {
    assertThat(Retry.pause(429, null, 1)).contains(Duration.ofSeconds(4));
    assertThat(Retry.pause(429, "Wed, 21 Oct 2026 07:28:00 GMT", 2))
        .contains(Duration.ofSeconds(8));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 404})
  void pause_answered_isNotTriedAgain(int status) {
    assertThat(Retry.pause(status, null, 1)).isEqualTo(Optional.empty());
  }
}
