package recobeat.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import recobeat.time.ManualTime;

/** The rate limit, with a clock that stands still. */
class LimitTest {

  private final ManualTime time = new ManualTime();
  private Stand stand;

  @AfterEach
  void stop() {
    stand.close();
  }

  @Test
  void limit_burst_passesAndTheNextIsRefused() {
    start(5, 5, 1);
    assertThat(passed(5)).isEqualTo(5);

    HttpResponse<Buffer> refused = call();
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.getHeader("Retry-After")).isEqualTo("1");
    JsonObject body = refused.bodyAsJsonObject();
    assertThat(body.fieldNames()).containsExactly("timestamp", "error", "path", "status");
    assertThat(body.getString("timestamp")).isEqualTo("2023-11-14T22:13:20.000+00:00");
    assertThat(body.getString("error")).contains("retry after 1 seconds");
    assertThat(body.getString("path")).isEqualTo("uri=/v1/audio-features");
    assertThat(body.getInteger("status")).isEqualTo(4291);
    assertThat(stand.sim.counters().refused()).isEqualTo(1);
  }

  @Test
  void limit_allCalls_shareIt() {
    start(1, 3, 1);
    stand.get("/v1/track/search");
    stand.get("/v1/nothing");
    stand.get("/v1/artist/x");

    assertThat(call().statusCode()).isEqualTo(429);
  }

  @Test
  void limit_overTime_isRefilledUpToTheBurst() {
    start(5, 5, 1);
    passed(5);

    time.advance(Duration.ofMillis(199));
    assertThat(passed(1)).isZero();
    time.advance(Duration.ofMillis(1));
    assertThat(passed(2)).isEqualTo(1);
    time.advance(Duration.ofMillis(600));
    assertThat(passed(5)).isEqualTo(3);
    time.advance(Duration.ofHours(1));
    assertThat(passed(9)).isEqualTo(5);
  }

  @Test
  void limit_anotherOne_holdsFromThenOn() {
    start(5, 5, 1);
    stand.sim.limit(2, 3);
    assertThat(passed(5)).isEqualTo(3);

    time.advance(Duration.ofMillis(500));
    assertThat(passed(5)).isEqualTo(1);
    stand.sim.limit(0, 1);
    assertThat(passed(5)).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({"5,1", "1,1", "0.5,2", "0.4,3", "0.25,4"})
  void retryAfter_wholeSeconds_sufficeForTheNextCall(double perSecond, int seconds) {
    start(perSecond, 1, 1);
    passed(1);
    assertThat(call().getHeader("Retry-After")).isEqualTo(String.valueOf(seconds));

    time.advance(Duration.ofSeconds(seconds));
    assertThat(call().statusCode()).isEqualTo(200);
  }

  @Test
  void limit_inTimeLapse_isMultipliedByTheScale() {
    start(5, 2, 100);
    passed(2);

    assertThat(call().getHeader("Retry-After")).isEqualTo("0");
    time.advance(Duration.ofMillis(1));
    assertThat(passed(1)).isZero();
    time.advance(Duration.ofMillis(1));
    assertThat(passed(1)).isEqualTo(1);
  }

  @Test
  void limit_faultInItsPlace_isNotAskedAndLosesNothing() {
    start(1, 1, 1);
    stand.sim.next(new Fault.Status(500), new Fault.Pass(), new Fault.Status(503));

    assertThat(call().statusCode()).isEqualTo(500);
    assertThat(call().statusCode()).isEqualTo(200);
    assertThat(call().statusCode()).isEqualTo(503);
    assertThat(call().statusCode()).isEqualTo(429);
  }

  @Test
  void limit_rate0_isNone() {
    start(0, 1, 1);
    assertThat(passed(50)).isEqualTo(50);
  }

  @Test
  void limit_ordinary_takesABurstOf5And5ASecond() {
    assertThat(SimOptions.defaults().bucketPerSecond()).isBetween(5.0, 6.0);
    assertThat(SimOptions.defaults().burst()).isEqualTo(5);
    start(SimOptions.defaults().bucketPerSecond(), SimOptions.defaults().burst(), 1);

    int passed = 0;
    for (int i = 0; i < 80; i++) {
      passed += passed(1);
      time.advance(Duration.ofMillis(250));
    }
    assertThat(passed).as("4 a second").isEqualTo(80);
  }

  private void start(double perSecond, int burst, double scale) {
    stand = new Stand(
        SimOptions.defaults().withProfile(Profile.NONE).withScale(scale)
            .withBucket(perSecond, burst),
        time);
  }

  private int passed(int calls) {
    int passed = 0;
    for (int i = 0; i < calls; i++) {
      passed += call().statusCode() == 200 ? 1 : 0;
    }
    return passed;
  }

  private HttpResponse<Buffer> call() {
    return stand.get("/v1/audio-features?ids=x");
  }
}
