package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static recobeat.Tracks.spotify;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import recobeat.message.Survey;
import recobeat.metrics.CallOutcome;
import recobeat.model.Outcome;
import recobeat.model.Source;
import recobeat.time.Time;

/** Engines on one Redis call the service as one engine would. */
@Timeout(60)
class SharedLimitTest {

  @TempDir
  Path dir;

  private final Vertx vertx = Vertx.vertx();
  private TestRedis redis;

  /** A machine's clock that is wrong, and that can be told so. */
  private static final class Wrong implements Time {
    private final Time right = Time.system();
    private final long byMs;
    private volatile long correctionMs;

    Wrong(Duration by) {
      this.byMs = by.toMillis();
    }

    @Override
    public long millis() {
      return right.millis() + byMs;
    }

    @Override
    public long epochMillis() {
      return right.epochMillis() + byMs + correctionMs;
    }

    @Override
    public void agree(long epochMillis) {
      correctionMs += epochMillis - epochMillis();
    }
  }

  @BeforeEach
  void start() throws Exception {
    redis = new TestRedis(vertx, dir);
  }

  @AfterEach
  void stop() {
    redis.close();
    Rig.get(vertx.close());
  }

  @Test
  void claim_twoEnginesUnderLoad_makeTheCallsOfOne() {
    try (Rig one = rig("gate.ratePerSecond=10", "gate.rateMax=10", "gate.burst=3");
        Rig two = rig("gate.ratePerSecond=10", "gate.rateMax=10", "gate.burst=3")) {
      long begin = System.nanoTime();
      load(one, 0);
      load(two, 500);
      await().until(() -> one.service.calls.size() + two.service.calls.size() >= 25);
      double seconds = (System.nanoTime() - begin) / 1e9;
      int calls = one.service.calls.size() + two.service.calls.size();
      assertThat((double) calls).as("calls in %s s", seconds)
          .isLessThanOrEqualTo(10 * seconds + 3 + 1);
      assertThat(one.service.calls).as("both have their turns").hasSizeGreaterThan(5);
      assertThat(two.service.calls).as("both have their turns").hasSizeGreaterThan(5);
    }
  }

  @Test
  void refused_oneEngine_theOtherPausesAndSlowsDownToo() {
    try (Rig one = rig(); Rig two = rig()) {
      one.service.next(request -> request.response()
          .setStatusCode(429).putHeader("Retry-After", "2").end());
      one.ask(List.of(spotify(1)));
      await().until(() -> one.calls(CallOutcome.THROTTLED) == 1);
      long refused = System.nanoTime();
      two.features(spotify(2));
      assertThat((System.nanoTime() - refused) / 1e9).isBetween(1.5, 6.0);
      assertThat(survey(two).ratePerSecond()).isLessThan(1_000)
          .isCloseTo(survey(one).ratePerSecond(), within(20.0));
    }
  }

  @Test
  @DisplayName("hazard 18: clock skew between nodes changes nothing")
  void skew_ofADayOnOneMachine_neitherAgesNorWaitsDiffer() {
    try (Rig one = rig(new Wrong(Duration.ofDays(1)));
        Rig two = rig(new Wrong(Duration.ofDays(-1)))) {
      one.features(spotify(1));
      two.features(spotify(2));
      Outcome of = two.features(spotify(1)).get(0);
      assertThat(of.source()).isEqualTo(Source.REDIS);
      assertThat(of.ageMs()).isBetween(0L, 30_000L);
      assertThat(one.features(spotify(2)).get(0).ageMs()).isBetween(0L, 30_000L);
      one.service.next(request -> request.response()
          .setStatusCode(429).putHeader("Retry-After", "2").end());
      one.ask(List.of(spotify(3)));
      await().until(() -> one.calls(CallOutcome.THROTTLED) == 1);
      long refused = System.nanoTime();
      two.features(spotify(4));
      assertThat((System.nanoTime() - refused) / 1e9).isBetween(1.5, 6.0);
    }
  }

  @Test
  void claim_redisIsKilled_eachGoesByItsOwnGate() throws Exception {
    try (Rig rig = rig()) {
      rig.features(spotify(1));
      redis.signal("STOP");
      assertThat(rig.features(spotify(2)).get(0).source()).isEqualTo(Source.RECOBEAT);
      long begin = System.nanoTime();
      assertThat(rig.features(spotify(3)).get(0).source()).isEqualTo(Source.RECOBEAT);
      assertThat((System.nanoTime() - begin) / 1_000_000).isLessThan(800);
      redis.signal("CONT");
    }
  }

  /** A call for each id: no two go in one while the batch holds one only. */
  private static void load(Rig rig, int from) {
    IntStream.range(from, from + 100).forEach(id -> rig.ask(List.of(spotify(id))));
  }

  private static Survey.Reply survey(Rig rig) {
    return Rig.get(rig.vertx.eventBus().<Survey.Reply>request(
        "recobeat.v1.internal.survey", new Survey())).body();
  }

  private Rig rig(String... settings) {
    return rig(Time.system(), settings);
  }

  private Rig rig(Time time, String... settings) {
    List<String> all = new ArrayList<>(
        List.of("redis.uri=" + redis.redis.uri(), "batch.sizeMax=1"));
    all.addAll(List.of(settings));
    return new Rig(time, dir, all.toArray(String[]::new));
  }
}
