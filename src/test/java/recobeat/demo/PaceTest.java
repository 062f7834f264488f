package recobeat.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

  @Test
  void take_manyAtOnce_areSpaced() {
    Pace pace = new Pace(12);

    assertThat(pace.take(1000)).isZero();
    assertThat(pace.take(1000)).isEqualTo(12);
    assertThat(pace.take(1005)).isEqualTo(19);
  }

  @Test
  void take_afterAPause_goesAtOnceAndSavesNothingUp() {
    Pace pace = new Pace(12);
    pace.take(0);

    assertThat(pace.take(500)).isZero();
    assertThat(pace.take(500)).isEqualTo(12);
  }
}
