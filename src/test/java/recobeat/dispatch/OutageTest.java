package recobeat.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import recobeat.message.BreakerState;
import recobeat.message.Call;
import recobeat.message.Failure;
import recobeat.message.Priority;
import recobeat.model.Reason;

/** What callers are told, and when, while the service is away or wants to be left alone. */
class OutageTest extends Played {

  private static final long OUTAGE_MAX = RetryOptions.defaults().outageMax().toMillis();

  OutageTest() {
    super(new GateOptions(1_000, 1_000, 1_000, 4, false));
  }

  @Test
  void tries_hang_whoeverWaitsIsToldInTime() {
    breakOpen();
    service = call -> null;
    callMs = 95_000;
    // The next call tries, and hangs.
    ask(Priority.INTERACTIVE, null, LONG, 1_000, 1_040);
    pass(30_000);
    ask(Priority.INTERACTIVE, null, LONG, 1_100, 1_140);
    pass(30_000);
    long begun = time.millis();
    assertThat(breaker()).isEqualTo(BreakerState.HALF_OPEN);
    long asked = ask(Priority.INTERACTIVE, null, LONG, 2_000, 2_001);
    pass(OUTAGE_MAX);
    assertThat(answeredAt.get(asked) - begun).isCloseTo(OUTAGE_MAX, within(10L));
    assertThat(answers.get(asked).answers().get(0).reason()).isEqualTo(Reason.UNAVAILABLE);
  }

  @Test
  void try_isRefusedForItsRate_endsTheOutage() {
    breakOpen();
    service = call -> new Call.Throttled(30_000);
    long asked = ask(Priority.INTERACTIVE, null, LONG, 1_000, 1_001);
    pass(15_000);
    assertThat(breaker()).isEqualTo(BreakerState.CLOSED);
    service = Played::rows;
    long next = ask(Priority.INTERACTIVE, null, LONG, 2_000, 2_001);
    pass(45_000);
    assertThat(isFound(asked)).isTrue();
    assertThat(isFound(next)).isTrue();
  }

  @Test
  void unavailable_asTold_isLeftAloneForSoLongAndCallersAreToldAtOnce() {
    service = call -> new Call.Broken("status 503", 120_000);
    while (breaker() != BreakerState.OPEN) {
      ask(Priority.INTERACTIVE, null, LONG, 0, 1);
      pass(1_000);
    }
    double rate = dispatch.survey().ratePerSecond();
    int made = calls.size();
    long asked = ask(Priority.INTERACTIVE, null, LONG, 1_000, 1_001);
    pass(100);
    assertThat(answers.get(asked).answers().get(0).reason()).isEqualTo(Reason.UNAVAILABLE);
    ask(Priority.WARM_UP, null, LONG, 3_000, 3_001);
    pass(115_000);
    assertThat(calls).hasSize(made);
    assertThat(rate).as("a rate that nobody found too high").isEqualTo(1_000);
  }

  @Test
  void abandoned_afterAWhile_isAskedForNoMore() {
    ask(Priority.INTERACTIVE, null, 0, 0, 40_000);
    pass(29_000);
    assertThat(dispatch.survey().flights()).isGreaterThan(1_000);
    pass(2_000);
    assertThat(dispatch.survey().flights()).isLessThanOrEqualTo(160);
    int made = calls.size();
    pass(60_000);
    assertThat(calls).hasSize(made);
    assertThat(dispatch.survey().flights()).isZero();
  }

  @Test
  void room_isTakenFromWhatNobodyWaitsForAnyMore() {
    for (int from = 0; from < 99_000; from += 33_000) {
      ask(Priority.INTERACTIVE, "impatient", 500, from, from + 33_000);
    }
    pass(600);
    assertThat(dispatch.survey().flights()).isGreaterThan(90_000);
    List<Long> many = LongStream.range(0, 19).map(i -> ask(Priority.INTERACTIVE, "many", LONG,
        (int) (200_000 + i * 10_000), (int) (210_000 + i * 10_000))).boxed().toList();
    assertThat(refused).doesNotContainKeys(many.toArray(Long[]::new));
    long beyond = ask(Priority.INTERACTIVE, "many", LONG, 600_000, 620_000);
    assertThat(refused).containsEntry(beyond, Failure.OVERLOADED);
  }

  private void breakOpen() {
    service = call -> new Call.Broken("broken");
    for (int i = 0; breaker() != BreakerState.OPEN; i++) {
      assertThat(i).isLessThan(100);
      ask(Priority.INTERACTIVE, null, 2_000, i, i + 1);
      pass(2_000);
    }
  }

  private BreakerState breaker() {
    BreakerState state = BreakerState.CLOSED;
    for (Effect effect : others) {
      state = effect instanceof Effect.Switch changed ? changed.state() : state;
    }
    return state;
  }

  private boolean isFound(long token) {
    return answers.get(token) != null && answers.get(token).answers().get(0).entry() != null;
  }
}
