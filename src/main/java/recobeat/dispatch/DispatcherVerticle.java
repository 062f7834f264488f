package recobeat.dispatch;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.internal.ContextInternal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import recobeat.message.Addresses;
import recobeat.message.BreakerState;
import recobeat.message.Call;
import recobeat.message.Claim;
import recobeat.message.Find;
import recobeat.message.GateState;
import recobeat.message.Get;
import recobeat.message.Pace;
import recobeat.message.Recent;
import recobeat.message.Refresh;
import recobeat.message.Survey;
import recobeat.message.Trace;
import recobeat.message.WorkflowReport;
import recobeat.message.WorkflowRequest;
import recobeat.metrics.Counters;
import recobeat.near.Hits;
import recobeat.time.Time;

/**
 * Wires the dispatcher's core to the bus and to one timer. What it does for a request it does on
 * that request's context, so that it stands in its trace if there is one, whatever made it due.
 */
public final class DispatcherVerticle extends VerticleBase {

  /** How often hits without a message get into the accounts of workflows, if nobody asks before. */
  private static final long DRAIN_MS = 1_000;

  /** How long an answer is held back until what it tells is stored, as a rule for no time. */
  private static final long LEARN_MS_MAX = 200;

  private static final long CLAIM_MS_MIN = 500;

  private static final long NO_TIMER = -1;

  private final Addresses addresses;
  private final DispatchOptions options;
  private final Hits hits;
  private final Time time;
  private final Counters counters;
  private final Consumer<BreakerState> breaker;
  private final Dispatch dispatch;
  private final Map<Long, Asked> waiting = new HashMap<>();
  private long nextToken;
  private long timer = NO_TIMER;
  private long timerDue;

  /** A request, and the context on which it came. */
  private record Asked(Message<Get> message, ContextInternal context) {}

  /**
   * Of one engine.
   *
   * @param breaker hears of each new state of the circuit breaker, before any call that follows
   */
  public DispatcherVerticle(Addresses addresses, DispatchOptions options, Hits hits, Time time,
      RandomGenerator random, Counters counters, Consumer<BreakerState> breaker) {
    this.addresses = addresses;
    this.options = options;
    this.hits = hits;
    this.time = time;
    this.counters = counters;
    this.breaker = breaker;
    this.dispatch = new Dispatch(options, time, random, counters);
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(DRAIN_MS, id -> dispatch.onHits(hits.drain()));
    return recalled().compose(done -> serve());
  }

  /** No call leaves before it is known how fast, but Redis may be away. */
  private Future<Void> recalled() {
    return request(
        addresses.recallGate(), new GateState.Recall(), options.lookMs(), GateState.class)
        .onSuccess(dispatch::recall)
        .transform(done -> Future.succeededFuture());
  }

  private Future<?> serve() {
    return Future.all(List.of(
        vertx.eventBus().<Get>localConsumer(addresses.get(), this::get).completion(),
        vertx.eventBus().<Refresh>localConsumer(addresses.refresh(),
            message -> run(dispatch.onRefresh(message.body().keys()))).completion(),
        vertx.eventBus().<WorkflowRequest>localConsumer(addresses.account(), this::report)
            .completion(),
        vertx.eventBus().<Survey>localConsumer(addresses.survey(),
            message -> message.reply(dispatch.survey())).completion(),
        vertx.eventBus().<Recent>localConsumer(addresses.recent(), this::recent).completion(),
        vertx.eventBus().<Trace>localConsumer(addresses.trace(),
            message -> message.reply(dispatch.trace(message.body().keys()))).completion(),
        vertx.eventBus().<Pace>localConsumer(addresses.pace(), this::pace).completion()));
  }

  @Override
  public Future<?> stop() {
    run(dispatch.onClose());
    return Future.succeededFuture();
  }

  private void get(Message<Get> message) {
    long token = nextToken++;
    waiting.put(token, new Asked(message, (ContextInternal) vertx.getOrCreateContext()));
    run(dispatch.onGet(token, message.body()));
  }

  private void report(Message<WorkflowRequest> message) {
    dispatch.onHits(hits.drain());
    WorkflowReport report = dispatch.report(message.body().workflow());
    message.reply(report);
  }

  private void recent(Message<Recent> message) {
    dispatch.onHits(hits.drain());
    message.reply(dispatch.recent(message.body().max()));
  }

  private void pace(Message<Pace> message) {
    run(dispatch.onPace(message.body().ratePerSecond()));
    message.reply(dispatch.survey());
  }

  private void run(List<Effect> effects) {
    Future<?> learned = null;
    for (Effect effect : effects) {
      if (effect instanceof Effect.Learn learn) {
        learned = request(addresses.store(), learn.store(), LEARN_MS_MAX, Object.class);
      } else if (learned != null && effect instanceof Effect.Answer) {
        // Whoever is answered finds it when asking again.
        learned.onComplete(done -> run(effect));
      } else {
        run(effect);
      }
    }
    arm();
  }

  /** A Redis that takes longer to give a turn than two calls are apart is worse than none. */
  private long claimMs(Claim claim) {
    return Math.min(options.lookMs(), Math.max(CLAIM_MS_MIN, (long) (2 * claim.intervalMs())));
  }

  private void run(Effect effect) {
    if (effect instanceof Effect.Look look) {
      request(addresses.find(), look.find(), Looks.PATIENCE * options.lookMs(), Find.Reply.class)
          .onComplete(done -> run(dispatch.onFound(look.id(), done.result())));
    } else if (effect instanceof Effect.Send send) {
      Asked first = waiting.get(send.token());
      (first == null ? own() : first.context()).dispatch(() -> send(send));
    } else if (effect instanceof Effect.Ask ask) {
      // This and the following is nobody's alone.
      own().dispatch(() ->
          request(addresses.claim(), ask.claim(), claimMs(ask.claim()), Claim.Reply.class)
              .onComplete(done -> run(dispatch.onClaimed(done.result()))));
    } else if (effect instanceof Effect.Teach teach) {
      own().dispatch(() ->
          vertx.eventBus().publish(addresses.learned(), teach.learned(), local()));
    } else if (effect instanceof Effect.Switch state) {
      breaker.accept(state.state());
    } else if (effect instanceof Effect.Keep keep) {
      own().dispatch(() ->
          vertx.eventBus().send(addresses.keepGate(), keep.state(), local()));
    } else if (effect instanceof Effect.Answer answer) {
      Asked asked = asked(answer.token());
      counters.onAnswered(asked.message().body().keys(), answer.reply());
      asked.context().dispatch(() -> asked.message().reply(answer.reply()));
    } else if (effect instanceof Effect.Refuse refuse) {
      Asked asked = asked(refuse.token());
      asked.context().dispatch(
          () -> asked.message().fail(refuse.failure().code(), refuse.text()));
    }
  }

  private void send(Effect.Send send) {
    request(addresses.call(), send.call(), options.callMs(), Call.Reply.class)
        .otherwise(failure -> new Call.Broken(String.valueOf(failure.getMessage())))
        .onSuccess(reply -> run(dispatch.onCalled(send.id(), reply)));
  }

  /** Of this verticle, for what is done for no request. */
  private ContextInternal own() {
    return (ContextInternal) context;
  }

  private Asked asked(long token) {
    Asked asked = waiting.remove(token);
    assert asked != null;
    return asked;
  }

  private <T> Future<T> request(String address, Object body, long limitMs, Class<T> type) {
    return vertx.eventBus().request(address, body, local().setSendTimeout(limitMs))
        .map(reply -> type.cast(reply.body()));
  }

  private void arm() {
    long due = dispatch.wakesAt();
    // One that rings too early is set again then; most wait for what is put off again and again.
    if (timer != NO_TIMER && timerDue <= due) {
      return;
    }
    if (timer != NO_TIMER) {
      vertx.cancelTimer(timer);
      timer = NO_TIMER;
    }
    if (due != Gate.NEVER) {
      timerDue = due;
      timer = own().setTimer(Math.max(1, due - time.millis()), id -> {
        timer = NO_TIMER;
        run(dispatch.onTime());
      });
    }
  }

  private static DeliveryOptions local() {
    return new DeliveryOptions().setLocalOnly(true);
  }
}
