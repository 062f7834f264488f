package recobeat.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import recobeat.model.Endpoint;

/** The gate in front of a service that is a bucket, with somebody who always has a call to make. */
class RateTest {

  private static final long MINUTE = 60_000;

  /** A service that lets so many calls a second in, after a burst, and the calls made of it. */
  private static final class Saturated {
    private final Gate gate;
    private final SplittableRandom random;
    private final PriorityQueue<long[]> ends =
        new PriorityQueue<>((a, b) -> Long.compare(a[0], b[0]));
    private final double depth;
    private double perSecond;
    private double tokens;
    private long filledAt;
    private long now;
    private int made;
    private int refused;

    Saturated(double start, double perSecond, double depth, long seed) {
      this.gate = new Gate(new GateOptions(start, 2, 30, 8, false), 45_000);
      this.random = new SplittableRandom(seed);
      this.perSecond = perSecond;
      this.depth = depth;
      this.tokens = depth;
    }

    void run(long ms) {
      long until = now + ms;
      made = 0;
      refused = 0;
      while (now < until) {
        if (gate.opensAt(false, now) == now) {
          send();
        } else {
          long end = ends.isEmpty() ? Gate.NEVER : ends.peek()[0];
          now = Math.min(until, Math.min(end, gate.opensAt(false, now)));
          while (!ends.isEmpty() && ends.peek()[0] <= now) {
            end(ends.remove());
          }
        }
      }
    }

    private void send() {
      gate.onSent(false, now);
      made++;
      tokens = Math.min(depth, tokens + (now - filledAt) * perSecond / 1000);
      filledAt = now;
      boolean accepted = tokens >= 1;
      tokens -= accepted ? 1 : 0;
      long took = accepted ? (long) (250 * Math.exp(0.4 * random.nextDouble(-2, 2))) : 20;
      ends.add(new long[] {now + took, now, accepted ? took : -1});
    }

    private void end(long[] call) {
      gate.onDone(false);
      if (call[2] >= 0) {
        gate.onAnswered(Endpoint.FEATURES, call[1], call[2]);
      } else {
        refused++;
        long pause = (long) Math.ceil((1 - tokens) / perSecond) * 1000;
        gate.onRefused(call[1], pause + random.nextInt(250), now);
      }
    }

    double share() {
      return (made - refused) * 1000.0 / (5 * MINUTE) / perSecond;
    }
  }

  @ParameterizedTest(name = "from {0} a second, bucket of {1} and {2}, seed {3}")
  @CsvSource({"3,6,5,1", "3,6,5,2", "3,6,5,3", "3,6,5,4", "10,6,5,5", "1,2,2,6", "3,12,20,7"})
  void perSecond_saturated_refusedAtMost1PercentAndUses85(
      double start, double perSecond, double depth, long seed) {
    Saturated service = new Saturated(start, perSecond, depth, seed);
    service.run(MINUTE);
    service.run(5 * MINUTE);
    assertThat((double) service.refused / service.made).as("refused").isLessThanOrEqualTo(0.01);
    assertThat(service.share()).as("used").isGreaterThanOrEqualTo(0.85);
  }

  @ParameterizedTest(name = "bucket of {0}, then {1}")
  @CsvSource({"6,3", "6,1.5", "3,6", "6,24"})
  void perSecond_limitChanges_settlesAgain(double before, double after) {
    Saturated service = new Saturated(3, before, 5, 1);
    service.run(6 * MINUTE);
    service.perSecond = after;
    service.run(MINUTE * (after > before ? 5 : 1));
    service.run(5 * MINUTE);
    assertThat((double) service.refused / service.made).as("refused").isLessThanOrEqualTo(0.01);
    assertThat(service.share()).as("used").isGreaterThanOrEqualTo(0.85);
  }

  @Test
  void perSecond_nobodyWaits_staysAsItIs() {
    Gate gate = new Gate(new GateOptions(3, 2, 30, 4, false), 45_000);
    for (long now = 0; now < 10 * MINUTE; now += 1_000) {
      gate.onSent(false, now);
      gate.onDone(false);
      gate.onAnswered(Endpoint.FEATURES, now, 100);
    }
    assertThat(gate.rate()).isEqualTo(3);
  }

  @Test
  void onRefused_crowd_countsOnce() {
    Rate rate = new Rate(10, 10);
    assertThat(rate.onRefused(100, 200)).isTrue();
    double after = rate.perSecond();
    assertThat(rate.onRefused(150, 210)).isFalse();
    assertThat(rate.onRefused(200, 220)).isFalse();
    assertThat(rate.perSecond()).isEqualTo(after);
    assertThat(rate.onRefused(230, 260)).isTrue();
    assertThat(rate.perSecond()).isLessThan(after);
  }
}
