package recobeat.fetch;

import io.vertx.circuitbreaker.OpenCircuitException;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.internal.ContextInternal;
import java.util.function.Supplier;
import recobeat.message.Addresses;
import recobeat.message.Call;
import recobeat.time.Time;

/** One of the fetchers: a message is one HTTP call, behind the circuit breaker that all share. */
public final class FetcherVerticle extends VerticleBase {

  private final Addresses addresses;
  private final UpstreamOptions options;
  private final Breaker breaker;
  private final CallLog log;
  private final Time time;

  private FetcherVerticle(
      Addresses addresses, UpstreamOptions options, Breaker breaker, CallLog log, Time time) {
    this.addresses = addresses;
    this.options = options;
    this.breaker = breaker;
    this.log = log;
    this.time = time;
  }

  /** Makes those of one engine, which together log no more than one would. */
  public static Supplier<FetcherVerticle> all(
      Addresses addresses, UpstreamOptions options, Breaker breaker, Time time) {
    CallLog log = new CallLog(options.slowAfter().toMillis());
    return () -> new FetcherVerticle(addresses, options, breaker, log, time);
  }

  @Override
  public Future<?> start() {
    Upstream upstream = new Upstream(vertx, options, time);
    return vertx.eventBus().<Call>localConsumer(addresses.call(),
        message -> call(upstream, message)).completion();
  }

  private void call(Upstream upstream, Message<Call> message) {
    long begun = time.millis();
    CallTrace trace = new CallTrace((ContextInternal) vertx.getOrCreateContext());
    breaker.execute(() -> trace.around(message.body(), upstream::call)
            .compose(FetcherVerticle::judged))
        .recover(this::unjudged)
        .onSuccess(reply -> {
          long now = time.millis();
          log.onReply(message.body(), reply, now - begun, now);
          message.reply(reply);
        });
  }

  /** For the breaker only what is broken is a failure; who says no or "later" is alive. */
  private static Future<Call.Reply> judged(Call.Reply reply) {
    return reply instanceof Call.Broken broken
        ? Future.failedFuture(new BrokenCall(broken))
        : Future.succeededFuture(reply);
  }

  private Future<Call.Reply> unjudged(Throwable failure) {
    return Future.succeededFuture(failure instanceof BrokenCall broken
        ? broken.reply
        : failure instanceof OpenCircuitException
            ? new Call.Open()
            : new Call.Broken(String.valueOf(failure)));
  }
}
