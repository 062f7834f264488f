package recobeat.watch;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import recobeat.message.Addresses;
import recobeat.message.BreakerState;
import recobeat.message.Measure;
import recobeat.message.Overview;
import recobeat.message.Ping;
import recobeat.message.Recent;
import recobeat.message.Survey;
import recobeat.metrics.Counters;
import recobeat.metrics.Readings.Reading;
import recobeat.near.Near;
import recobeat.time.Time;

/** Asks the others each second how they stand, and tells whoever looks. */
public final class WatchVerticle extends VerticleBase {

  private static final long TICK_MS = 1_000;
  private static final int WORKFLOWS_MAX = 20;

  /** Redis is asked each so many ticks, as it has better things to do. */
  private static final int REDIS_TICKS = 5;

  private final Addresses addresses;
  private final Counters counters;
  private final Near near;
  private final Supplier<BreakerState> breaker;
  private final long redisMs;
  private final Time time;
  private final Board board;
  private long ticks;
  private boolean measuring;
  private boolean isRedisUp;
  private Measure.@Nullable Reply redis;

  /**
   * Of one engine.
   *
   * @param redisMs how long Redis may take to answer
   */
  public WatchVerticle(Addresses addresses, Counters counters, Near near,
      Supplier<BreakerState> breaker, long redisMs, Time time) {
    this.addresses = addresses;
    this.counters = counters;
    this.near = near;
    this.breaker = breaker;
    this.redisMs = redisMs;
    this.time = time;
    this.board = new Board(addresses.prefix(), counters, time.millis());
  }

  @Override
  public Future<?> start() {
    look();
    vertx.setPeriodic(TICK_MS, tick -> look());
    return vertx.eventBus().<Overview>localConsumer(addresses.overview(), message ->
            message.reply(new Overview.Reply(
                board.whole(time.millis(), time.epochMillis()).toBuffer())))
        .completion();
  }

  private void look() {
    if (ticks++ % REDIS_TICKS == 0) {
      counters.fade();
      measure();
    }
    Future<Survey.Reply> survey = ask(addresses.survey(), new Survey(), TICK_MS);
    Future<Recent.Reply> recent =
        ask(addresses.recent(), new Recent(WORKFLOWS_MAX), TICK_MS);
    Future.all(survey, recent).onSuccess(all -> tell(survey.result(), recent.result()));
  }

  private void measure() {
    if (!measuring) {
      measuring = true;
      this.<Ping.Reply>ask(addresses.ping(), new Ping(), redisMs)
          .transform(pong -> {
            isRedisUp = pong.succeeded() && pong.result().isUp();
            return isRedisUp
                ? this.<Measure.Reply>ask(addresses.measure(), new Measure(), redisMs)
                : Future.failedFuture("Redis does not answer");
          })
          .onComplete(done -> {
            measuring = false;
            redis = done.result();
          });
    }
  }

  private void tell(Survey.Reply survey, Recent.Reply recent) {
    Reading reading =
        new Reading(survey, breaker.get(), near.entries(), near.bytes(), isRedisUp, redis);
    counters.readings().set(reading);
    vertx.eventBus().publish(addresses.statsEvent(), board.onTime(
        reading, recent.workflows(), time.millis(), time.epochMillis()));
  }

  private <T> Future<T> ask(String address, Object body, long limitMs) {
    return vertx.eventBus().<T>request(address, body,
            new DeliveryOptions().setLocalOnly(true).setSendTimeout(limitMs))
        .map(reply -> reply.body());
  }
}
