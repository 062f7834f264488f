package recobeat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.spi.VertxTracerFactory;
import io.vertx.core.spi.context.storage.ContextLocal;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** A tracer that keeps all spans, and hands them on as those of Zipkin and OpenTelemetry do. */
final class Spans implements VertxTracer<Spans.Span, Spans.Span> {

  private static final String HEADER = "span";
  private static final ContextLocal<Span> ACTIVE = ContextLocal.registerLocal(Span.class);

  /** One of them; null parent for a trace's first. */
  record Span(String name, Span parent, Map<String, String> tags) {

    /** Two are never the same. */
    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }

    Span root() {
      return parent == null ? this : parent.root();
    }
  }

  final List<Span> begun = new CopyOnWriteArrayList<>();
  final List<Span> ended = new CopyOnWriteArrayList<>();

  /** A Vert.x that an application has set up so. */
  Vertx vertx() {
    VertxTracerFactory factory = options -> this;
    return Vertx.builder()
        .with(new VertxOptions().setTracingOptions(new TracingOptions()))
        .withTracer(factory)
        .build();
  }

  /** Does something inside a span of the application's own, which begins a trace. */
  <T> Future<T> in(Vertx vertx, Span root, Supplier<Future<T>> work) {
    ContextInternal context = ((ContextInternal) vertx.getOrCreateContext()).duplicate();
    activate(context, root);
    Promise<T> done = Promise.promise();
    context.runOnContext(go -> work.get().onComplete(done));
    return done.future();
  }

  static Span root(String name) {
    return new Span(name, null, Map.of());
  }

  List<Span> named(String name) {
    return ended.stream().filter(span -> span.name.equals(name)).toList();
  }

  private static void activate(Context context, Span span) {
    ACTIVE.put(context, span);
  }

  private static Span active(Context context) {
    return ACTIVE.get(context);
  }

  private <R> Span begin(String name, Span parent, R of, TagExtractor<R> tags) {
    Span span = new Span(name, parent, new ConcurrentHashMap<>());
    tags.extractTo(of, span.tags);
    begun.add(span);
    return span;
  }

  private <R> void end(Span span, R of, Throwable failure, TagExtractor<R> tags) {
    if (span == null) {
      return;
    }
    if (of != null) {
      tags.extractTo(of, span.tags);
    }
    if (failure != null) {
      span.tags.put("failure", failure.toString());
    }
    ended.add(span);
  }

  @Override
  public <R> Span receiveRequest(Context context, SpanKind kind, TracingPolicy policy, R request,
      String operation, Iterable<Map.Entry<String, String>> headers, TagExtractor<R> tags) {
    Span parent = null;
    for (Map.Entry<String, String> header : headers) {
      if (header.getKey().equals(HEADER)) {
        parent = begun.get(Integer.parseInt(header.getValue()));
      }
    }
    if (policy == TracingPolicy.IGNORE || parent == null && policy != TracingPolicy.ALWAYS) {
      return null;
    }
    Span span = begin(operation, parent, request, tags);
    activate(context, span);
    return span;
  }

  @Override
  public <R> void sendResponse(
      Context context, R response, Span span, Throwable failure, TagExtractor<R> tags) {
    end(span, response, failure, tags);
  }

  @Override
  public <R> Span sendRequest(Context context, SpanKind kind, TracingPolicy policy, R request,
      String operation, BiConsumer<String, String> headers, TagExtractor<R> tags) {
    Span parent = active(context);
    if (policy == TracingPolicy.IGNORE || parent == null && policy != TracingPolicy.ALWAYS) {
      return null;
    }
    Span span = begin(operation, parent, request, tags);
    headers.accept(HEADER, Integer.toString(begun.indexOf(span)));
    return span;
  }

  @Override
  public <R> void receiveResponse(
      Context context, R response, Span span, Throwable failure, TagExtractor<R> tags) {
    end(span, response, failure, tags);
  }
}
