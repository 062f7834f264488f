package recobeat.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import recobeat.message.Claim;
import recobeat.model.Endpoint;

/** The gate in front of a service that is a bucket, with somebody who always has a call to make. */
class RateTest {

  private static final long MINUTE = 60_000;

  /** A service that lets so many calls a second in, after a burst, and the calls made of it. */
  private static final class Saturated {
    private final List<Gate> gates = new ArrayList<>();
    private final List<Permits> permits = new ArrayList<>();
    private final SplittableRandom random;
    private final PriorityQueue<long[]> ends =
        new PriorityQueue<>((a, b) -> Long.compare(a[0], b[0]));
    private final double depth;
    private double perSecond;

    /** The share that is refused whatever the rate. */
    private double storm;

    private double tokens;
    private long filledAt;
    private long now;
    private int made;
    private int refused;

    /** What the engines have in common: as Redis keeps it. */
    private double ahead;

    private long claimedAt;
    private long granted;
    private long met;
    private double ceiling = Double.NaN;
    private long pausedUntil;

    Saturated(int engines, double start, double perSecond, double depth, long seed) {
      for (int i = 0; i < engines; i++) {
        gates.add(new Gate(new GateOptions(start, 2, 30, 16, true), 45_000));
        permits.add(new Permits(true));
      }
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
        long next = until;
        int first = random.nextInt(gates.size());
        for (int i = 0; i < gates.size(); i++) {
          int engine = (first + i) % gates.size();
          if (gates.get(engine).opensAt(false, now) == now && isPermitted(engine)) {
            send(engine);
          }
          next = Math.min(next, gates.get(engine).opensAt(false, now));
        }
        now = ends.isEmpty() ? next : Math.min(next, ends.peek()[0]);
        while (!ends.isEmpty() && ends.peek()[0] <= now) {
          end(ends.remove());
        }
      }
    }

    private boolean isPermitted(int engine) {
      if (permits.get(engine).take(now)) {
        return true;
      }
      Gate gate = gates.get(engine);
      Claim claim = gate.claim(false);
      long since = Math.max(claimedAt, Math.min(pausedUntil, now));
      ahead = Math.max(0, ahead - (now - since) / claim.intervalMs());
      claimedAt = now;
      long pause = Math.max(0, pausedUntil - now);
      double wait = pause + Math.max(0, (ahead + 1 - claim.burst()) * claim.intervalMs());
      ahead++;
      granted++;
      Claim.Reply reply = new Claim.Reply((long) Math.ceil(wait), pause, ceiling, granted, met);
      permits.get(engine).ask(false);
      permits.get(engine).give(reply.waitMs(), now);
      gate.onOthers(permits.get(engine).others(reply), ceiling, now);
      gate.hold(false, reply.waitMs(), now);
      return gate.opensAt(false, now) == now && permits.get(engine).take(now);
    }

    private void send(int engine) {
      gates.get(engine).onSent(false, now);
      made++;
      tokens = Math.min(depth, tokens + (now - filledAt) * perSecond / 1000);
      filledAt = now;
      boolean accepted = tokens >= 1 && !(random.nextDouble() < storm);
      tokens -= accepted ? 1 : 0;
      long took = accepted ? (long) (250 * Math.exp(0.5 * random.nextGaussian())) : 20;
      ends.add(new long[] {now + took, now, accepted ? took : -1, engine});
    }

    private void end(long[] call) {
      Gate gate = gates.get((int) call[3]);
      gate.onDone(false, call[1]);
      if (call[2] >= 0) {
        gate.onAnswered(Endpoint.FEATURES, call[1], call[2]);
      } else {
        refused++;
        long told = Math.max(1, (long) Math.ceil((1 - tokens) / perSecond));
        long pause = told * 1000 + random.nextInt(250);
        gate.onRefused(call[1], pause, now);
        ceiling = gate.keep(now).ceiling();
        pausedUntil = Math.max(pausedUntil, now + pause);
        met = granted;
      }
    }

    double share() {
      return (made - refused) * 1000.0 / (5 * MINUTE) / perSecond;
    }
  }

  @ParameterizedTest(name = "{0} engines from {1} a second, bucket of {2} and {3}, seed {4}")
  @CsvSource({"1,3,6,5,1", "1,3,6,5,2", "1,3,6,5,3", "1,3,6,5,4", "1,10,6,5,5", "1,1,2,2,6",
      "1,3,12,20,7", "2,3,6,5,1", "2,3,6,5,2", "3,3,6,5,3", "5,3,6,5,4"})
  void perSecond_saturated_refusedAtMost1PercentAndUses85(
      int engines, double start, double perSecond, double depth, long seed) {
    Saturated service = new Saturated(engines, start, perSecond, depth, seed);
    service.run(MINUTE);
    service.run(5 * MINUTE);
    assertThat((double) service.refused / service.made).as("refused").isLessThanOrEqualTo(0.01);
    assertThat(service.share()).as("used").isGreaterThanOrEqualTo(0.85);
  }

  @ParameterizedTest(name = "{0} engines, bucket of {1}, then {2}")
  @CsvSource({"1,6,3", "1,6,1.5", "1,3,6", "1,6,24", "2,6,3", "2,3,6"})
  void perSecond_limitChanges_settlesAgain(int engines, double before, double after) {
    Saturated service = new Saturated(engines, 3, before, 5, 1);
    service.run(6 * MINUTE);
    service.perSecond = after;
    service.run(MINUTE * (after > before ? 5 : 1));
    service.run(5 * MINUTE);
    assertThat((double) service.refused / service.made).as("refused").isLessThanOrEqualTo(0.01);
    assertThat(service.share()).as("used").isGreaterThanOrEqualTo(0.85);
  }

  @Test
  void onRefused_nothingLetInSinceTheLast_isNoMatterOfTheRate() {
    Rate rate = new Rate(10, 10);
    rate.onRefused(100, 200);
    double after = rate.perSecond();
    for (long now = 300; now < 60_000; now += 300) {
      assertThat(rate.onRefused(now - 50, now)).isFalse();
    }
    assertThat(rate.perSecond()).isEqualTo(after);
  }

  @ParameterizedTest(name = "{0} engines, {1} of the calls refused for {2} s")
  @CsvSource({"1,1,12", "1,1,600", "3,1,60", "1,0.67,12", "1,0.67,60", "3,0.67,60"})
  void perSecond_stormOfRefusals_comesBackWithinMinutes(int engines, double share, int seconds) {
    Saturated service = new Saturated(engines, 3, 6, 5, 1);
    service.run(5 * MINUTE);
    for (int storm = 0; storm < 2; storm++) {
      service.storm = share;
      service.run(seconds * 1000L);
      service.storm = 0;
      service.run(6 * MINUTE);
      service.run(5 * MINUTE);
      assertThat(service.share()).as("used after storm %s", storm).isGreaterThanOrEqualTo(0.85);
    }
  }

  @Test
  void onRefused_nowAndThenAtLowDemand_isForgottenWhenMoreIsAsked() {
    Gate gate = new Gate(new GateOptions(3, 2, 30, 4, false), 45_000);
    long now = 0;
    for (int call = 0; call < 60; call++) {
      now = gate.opensAt(false, now + 1_800);
      gate.onSent(false, now);
      gate.onDone(false, now);
      if (call % 8 == 7) {
        gate.onRefused(now, 500, now + 50);
      } else {
        gate.onAnswered(Endpoint.FEATURES, now, 100);
      }
    }
    long surge = now;
    while (gate.rate() < 3) {
      now = gate.opensAt(false, now + 1);
      gate.onSent(false, now);
      gate.onDone(false, now);
      gate.onAnswered(Endpoint.FEATURES, now, 100);
      assertThat(now - surge).as("at %s a second", gate.rate()).isLessThan(3 * MINUTE);
    }
  }

  @Test
  void recall_whatMakesNoSense_isNoCeiling() {
    for (double wrong : new double[] {0, -1, Double.POSITIVE_INFINITY, Double.NaN}) {
      Rate rate = new Rate(3, 30);
      rate.recall(wrong);
      assertThat(rate.perSecond()).isEqualTo(3);
    }
    Rate rate = new Rate(3, 30);
    rate.recall(1e-9);
    assertThat(rate.perSecond()).isGreaterThan(0.2);
  }

  @Test
  void perSecond_nobodyWaits_staysAsItIs() {
    Gate gate = new Gate(new GateOptions(3, 2, 30, 4, false), 45_000);
    for (long now = 0; now < 10 * MINUTE; now += 1_000) {
      gate.onSent(false, now);
      gate.onDone(false, now);
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
    rate.onAccepted(225);
    assertThat(rate.onRefused(230, 260)).isTrue();
    assertThat(rate.perSecond()).isLessThan(after);
  }
}
