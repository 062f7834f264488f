package recobeat.fetch;

import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingPolicy;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import recobeat.message.Call;
import recobeat.metrics.CallOutcome;

/**
 * A span for each call that is made, where the embedder's Vert.x has a tracer: with whom it is
 * accounted to, as a call serves many and stands in the trace of one of them. Calls that nobody
 * waits for are traces of their own.
 */
final class CallTrace {

  /** Names in a tag; a call may be accounted to thousands. */
  private static final int WORKFLOWS_MAX = 40;

  private static final TagExtractor<Call> ASKED = new Tags<>(call -> List.of(
      Map.entry("endpoint", endpoint(call)),
      Map.entry("ids", Integer.toString(call.ids().size())),
      Map.entry("workflows", CallLog.workflows(call.workflows(), WORKFLOWS_MAX))));

  private static final TagExtractor<Call.Reply> ANSWERED =
      new Tags<>(reply -> List.of(Map.entry("outcome", outcome(reply))));

  private final ContextInternal context;

  /** Of calls that are made on a context. */
  CallTrace(ContextInternal context) {
    this.context = context;
  }

  Future<Call.Reply> around(Call call, Function<Call, Future<Call.Reply>> made) {
    VertxTracer<?, ?> tracer = context.tracer();
    return tracer == null ? made.apply(call) : around(tracer, call, made);
  }

  private <O> Future<Call.Reply> around(
      VertxTracer<?, O> tracer, Call call, Function<Call, Future<Call.Reply>> made) {
    // The service is told nothing of the trace.
    O span = tracer.sendRequest(context, SpanKind.RPC, TracingPolicy.ALWAYS, call,
        "recobeat." + endpoint(call), (name, value) -> { }, ASKED);
    Future<Call.Reply> reply;
    try {
      reply = made.apply(call);
    } catch (RuntimeException notMade) {
      // A span that has begun has to end.
      reply = Future.failedFuture(notMade);
    }
    return reply.onComplete(done -> tracer.receiveResponse(
        context, done.result(), span, failure(done.result(), done.cause()), ANSWERED));
  }

  private static @Nullable Throwable failure(
      Call.@Nullable Reply reply, @Nullable Throwable cause) {
    return reply instanceof Call.Broken broken ? new BrokenCall(broken) : cause;
  }

  private static String endpoint(Call call) {
    return call.endpoint().name().toLowerCase(Locale.ROOT);
  }

  /** As the meters tell it. */
  private static String outcome(Call.Reply reply) {
    return CallOutcome.of(reply).name().toLowerCase(Locale.ROOT);
  }

  /** What is told of something, by name. */
  private record Tags<T>(Function<T, List<Map.Entry<String, String>>> told)
      implements TagExtractor<T> {

    @Override
    public int len(T of) {
      return told.apply(of).size();
    }

    @Override
    public String name(T of, int index) {
      return told.apply(of).get(index).getKey();
    }

    @Override
    public String value(T of, int index) {
      return told.apply(of).get(index).getValue();
    }
  }
}
