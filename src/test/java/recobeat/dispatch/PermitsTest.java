package recobeat.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import recobeat.message.Claim;

class PermitsTest {

  private final Permits permits = new Permits(true);

  @Test
  void take_turnThatWasGiven_onceAndNotMuchLater() {
    assertThat(permits.take(0)).isFalse();
    permits.ask(false);
    assertThat(permits.give(100, 0)).isTrue();
    assertThat(permits.take(100)).isTrue();
    assertThat(permits.take(100)).isFalse();
    permits.ask(false);
    permits.give(100, 0);
    assertThat(permits.take(60_000)).isFalse();
  }

  @Test
  void give_turnOutOfDateMeanwhile_hasToBeAskedForAgain() {
    permits.ask(false);
    permits.forget();
    assertThat(permits.give(100_000, 0)).isFalse();
    assertThat(permits.isAsked()).isFalse();
    assertThat(permits.take(100)).isFalse();
    permits.ask(false);
    assertThat(permits.give(0, 100)).isTrue();
  }

  @Test
  void others_turnsSinceTheLastAndSinceARefusal() {
    assertThat(permits.others(reply(7, 0))).as("nobody knows how long ago").isZero();
    assertThat(permits.others(reply(12, 0))).isEqualTo(4);
    assertThat(permits.others(reply(20, 18))).isEqualTo(1);
    assertThat(permits.others(reply(21, 21))).isZero();
  }

  private static Claim.Reply reply(long granted, long refused) {
    return new Claim.Reply(0, 0, Double.NaN, granted, refused);
  }
}
