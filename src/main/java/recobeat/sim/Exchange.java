package recobeat.sim;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** One call from its arrival to its answer. Lives on the server's event loop. */
final class Exchange {

  private final Service service;
  private final RoutingContext context;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Ask ask;
  private long timer = -1;
  private boolean over;

  private Exchange(Service service, RoutingContext context, Endpoint endpoint) {
    this.service = service;
    this.context = context;
    this.request = context.request();
    this.response = context.response();
    @Nullable String id = context.pathParam("id");
    this.ask = new Ask(endpoint, request.path(), id == null ? "" : id, context.queryParams());
  }

  static void begin(Service service, RoutingContext context, Endpoint endpoint) {
    new Exchange(service, context, endpoint).arrive();
  }

  private void arrive() {
    service.counters().onArrival(ask.endpoint(), ask.idsNamed());
    // Also called for a body that is malformed, which is answered; who is gone closes.
    response.exceptionHandler(broken -> { });
    response.closeHandler(closed -> giveUp());
    if (ask.endpoint() == Endpoint.ANALYSIS) {
      request.pause();
    }
    Weather.Fate fate = service.weather().next();
    Fault fault = fate.fault();
    boolean ordinary = fault instanceof Fault.Pass || fault instanceof Fault.Delay;
    if (!ordinary || admitted()) {
      after(fate.delayMillis(), () -> happen(fault));
    }
  }

  /** Answers at once, and says no, when the proxy or the rate limit in front says no. */
  private boolean admitted() {
    @Nullable String agent = request.getHeader("User-Agent");
    if (agent != null && agent.startsWith("Python-urllib")) {
      send(Answer.text(403, "text/plain", "error code: 1010"));
      return false;
    }
    long seconds = service.refusedForSeconds();
    if (seconds >= 0) {
      service.counters().onRefusal();
      response.putHeader("Retry-After", String.valueOf(seconds));
      send(service.api().refused(tooMany(seconds), ask));
    }
    return seconds < 0;
  }

  private void happen(Fault fault) {
    if (fault instanceof Fault.Status status) {
      status.headers().forEach(response::putHeader);
      send(answerOf(status));
    } else if (fault instanceof Fault.Html html) {
      send(Answer.text(html.code(), "text/html; charset=UTF-8", Service.proxyPage(html.code())));
    } else if (fault instanceof Fault.Truncated) {
      truncate(service.api().answer(ask));
    } else if (fault instanceof Fault.Reset) {
      end();
      cut();
    } else if (!(fault instanceof Fault.Hang)) {
      answer();
    }
  }

  private void answer() {
    if (ask.endpoint() != Endpoint.ANALYSIS) {
      send(service.api().answer(ask));
    } else if (!Upload.isMultipart(request)) {
      send(Answer.text(415, Answer.JSON, ""));
    } else {
      Upload.answer(request)
          .otherwise(cause -> service.api().refused(refusal(cause), ask))
          .onSuccess(this::send);
    }
  }

  private Answer answerOf(Fault.Status status) {
    String body = status.body();
    if (body != null) {
      return Answer.text(status.code(), Answer.JSON, body);
    }
    Refusal refusal =
        status.code() == 429
            ? tooMany(1)
            : Refusal.of(status.code() >= 500 ? Refusal.UNKNOWN : status.code() * 10 + 1, "Error");
    return new Answer(status.code(), Answer.JSON, service.api().refused(refusal, ask).body());
  }

  private void send(Answer answer) {
    if (over) {
      return;
    }
    end();
    response.setStatusCode(answer.status());
    if (!response.headers().contains("Content-Type")) {
      response.putHeader("Content-Type", answer.type());
    }
    response.end(answer.body());
  }

  private void truncate(Answer answer) {
    end();
    Buffer body = answer.body();
    response.setStatusCode(answer.status());
    response.putHeader("Content-Type", answer.type());
    response.putHeader("Content-Length", String.valueOf(body.length()));
    response.write(body.getBuffer(0, body.length() / 2)).onComplete(written -> cut());
  }

  private void cut() {
    if (request.version() == HttpVersion.HTTP_2) {
      response.reset();
    } else {
      request.connection().close();
    }
  }

  private void after(long millis, Runnable action) {
    if (millis <= 0) {
      action.run();
    } else {
      timer = context.vertx().setTimer(millis, fired -> action.run());
    }
  }

  private void giveUp() {
    if (!over) {
      over = true;
      context.vertx().cancelTimer(timer);
      service.counters().onEnd(true);
    }
  }

  private void end() {
    over = true;
    service.counters().onEnd(false);
  }

  private static Refusal tooMany(long seconds) {
    return Refusal.of(
        Refusal.TOO_MANY_REQUESTS, "Too many requests, retry after " + seconds + " seconds");
  }

  private static Refusal refusal(Throwable cause) {
    return cause instanceof Refusal refusal
        ? refusal
        : Refusal.of(Refusal.BAD_REQUEST, "Failed to parse multipart request");
  }
}
