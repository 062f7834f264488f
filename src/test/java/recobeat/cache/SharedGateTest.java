package recobeat.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import recobeat.TestRedis;
import recobeat.message.Claim;
import recobeat.message.GateState;
import recobeat.time.Time;

/** The limit that engines share, as a real Redis keeps it. */
@Timeout(60)
class SharedGateTest {

  private static final Claim EVENLY = new Claim(100, 1);

  @TempDir
  Path dir;

  private final Vertx vertx = Vertx.vertx();
  private TestRedis redis;
  private RedisLink link;
  private SharedGate gate;

  @BeforeEach
  void start() throws Exception {
    redis = new TestRedis(vertx, dir);
    link = new RedisLink(vertx, Time.system(),
        "redis://:" + redis.password() + "@127.0.0.1:" + redis.port(), "", 2_000);
    gate = new SharedGate(link, Time.system(), "");
  }

  @AfterEach
  void stop() {
    get(link.close());
    redis.close();
    get(vertx.close());
  }

  @Test
  void claim_turns_comeEvenlyBehindTheBurst() {
    Claim claim = new Claim(10_000, 3);
    List<Long> waits = waits(claim, 5);
    assertThat(waits.subList(0, 3)).containsOnly(0L);
    assertThat(waits.get(3)).isBetween(9_000L, 10_000L);
    assertThat(waits.get(4)).isBetween(19_000L, 20_000L);
  }

  @Test
  void claim_inAPause_turnsComeEvenlyBehindIt() {
    get(gate.keep(new GateState(5, 60_000)));
    List<Long> waits = waits(new Claim(10_000, 2), 4);
    for (int i = 0; i < 4; i++) {
      long turn = 60_000 + Math.max(0, i - 1) * 10_000;
      assertThat(waits.get(i)).as("turn %s", i).isBetween(turn - 1_000, turn);
    }
    Claim.Reply last = get(gate.claim(EVENLY));
    assertThat(last.pausedMs()).isBetween(59_000L, 60_000L);
    assertThat(last.ceiling()).isEqualTo(5);
  }

  @Test
  void claim_timeInAPause_doesNotSaveUpABurst() {
    waits(new Claim(100, 1), 5);
    get(gate.keep(new GateState(5, 1_000)));
    long wait = get(gate.claim(EVENLY)).waitMs();
    assertThat(wait).isGreaterThan(1_200);
  }

  @Test
  void claim_clockOfRedisHasGoneBack_thePauseIsOver() {
    get(gate.keep(new GateState(5, 2_000)));
    long anHourOn = Long.parseLong(redis.send(Command.HGET, SharedGate.KEY, "paused")) + 3_600_000;
    redis.send(Command.HSET, SharedGate.KEY, "paused", Long.toString(anHourOn));
    assertThat(get(gate.claim(EVENLY)).waitMs()).isZero();
    get(gate.keep(new GateState(5, 2_000)));
    assertThat(get(gate.claim(EVENLY)).pausedMs()).isBetween(1_000L, 2_000L);
  }

  @Test
  void keep_ceilingIsNotKnown_thePauseIsToldAllTheSame() {
    get(gate.keep(new GateState(Double.NaN, 30_000)));
    Claim.Reply reply = get(gate.claim(EVENLY));
    assertThat(reply.pausedMs()).isBetween(29_000L, 30_000L);
    assertThat(reply.ceiling()).isNaN();
  }

  @Test
  void keep_redisIsAway_isToldWithTheNextTurn() throws Exception {
    get(gate.keep(new GateState(6, 0)));
    redis.signal("STOP");
    gate.keep(new GateState(3, 60_000)).toCompletionStage().toCompletableFuture()
        .handle((done, failure) -> failure).get(10, TimeUnit.SECONDS);
    redis.signal("CONT");
    Claim.Reply reply = null;
    for (int i = 0; i < 200 && reply == null; i++) {
      reply = gate.claim(EVENLY).otherwiseEmpty()
          .compose(claimed -> vertx.timer(50).map(claimed))
          .toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
    assertThat(reply).isNotNull();
    assertThat(reply.ceiling()).isEqualTo(3);
    assertThat(reply.pausedMs()).isBetween(40_000L, 60_000L);
  }

  @Test
  void claim_refused_tellsHowManyTurnsThereWereUntilThen() {
    waits(EVENLY, 3);
    get(gate.keep(new GateState(5, 10)));
    waits(EVENLY, 2);
    Claim.Reply reply = get(gate.claim(EVENLY));
    assertThat(reply.granted()).isEqualTo(6);
    assertThat(reply.refused()).isEqualTo(3);
  }

  @Test
  void owner_ofALimitOfItsOwn_isNotHeldUpByOthers() {
    SharedGate own = new SharedGate(link, Time.system(), "host:recobeat.v1");
    get(gate.keep(new GateState(5, 30_000)));
    assertThat(get(own.claim(EVENLY)).waitMs()).isZero();
    assertThat(get(own.recall()).ceiling()).isNaN();
    assertThat(get(gate.recall()).ceiling()).isEqualTo(5);
  }

  private List<Long> waits(Claim claim, int turns) {
    return IntStream.range(0, turns).mapToObj(i -> get(gate.claim(claim)).waitMs()).toList();
  }

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
