package recobeat.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import recobeat.RecoBeatOptions;

class ScaledTest {

  private static final RecoBeatOptions LIFE = RecoBeatOptions.defaults();

  private final RecoBeatOptions scaled =
      new Scaled(new Scale(100)).options(LIFE, "http://127.0.0.1:1", "folder");

  @Test
  void options_waitsForTheService_areShortened() {
    assertThat(scaled.upstream().timeout()).isEqualTo(Duration.ofMillis(900));
    assertThat(scaled.gate().ratePerSecond()).isEqualTo(300);
    assertThat(scaled.retry().backoff()).isEqualTo(Duration.ofMillis(5));
    assertThat(scaled.retry().retryAfterMax()).isEqualTo(Duration.ofSeconds(3));
    assertThat(scaled.breaker().resetAfter()).isEqualTo(Duration.ofMillis(100));
    assertThat(scaled.ask().waitDefault()).isEqualTo(Duration.ofMillis(1200));
    assertThat(scaled.batch().refreshPatience()).isEqualTo(Duration.ofMillis(20));
  }

  @Test
  void options_shorterThanATimerKnows_isAMillisecond() {
    RecoBeatOptions hasty = new Scaled(new Scale(100))
        .options(LIFE.with("batch.window", "50ms"), "http://127.0.0.1:1", "folder");
    assertThat(hasty.batch().window()).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void options_waitsForThisMachine_stay() {
    assertThat(scaled.upstream().connectTimeout()).isEqualTo(LIFE.upstream().connectTimeout());
    assertThat(scaled.upstream().slowAfter()).isEqualTo(LIFE.upstream().slowAfter());
    assertThat(scaled.redis().timeout()).isEqualTo(LIFE.redis().timeout());
  }

  @Test
  void options_serviceAndRedis_areTheDemosOwn() {
    assertThat(scaled.upstream().baseUrl()).isEqualTo("http://127.0.0.1:1");
    assertThat(scaled.redis().uri()).isEqualTo("embedded");
    assertThat(scaled.redis().dir()).isEqualTo("folder");
  }
}
