package recobeat.bridge;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import recobeat.message.BadRequest;
import recobeat.message.Failure;
import recobeat.message.Terms;
import recobeat.time.Flood;
import recobeat.time.Time;

/** The drop-in API over HTTP: methods, headers and status codes around {@link DropIn}. */
final class DropInHandler implements Handler<HttpServerRequest> {

  private static final Logger LOG = LoggerFactory.getLogger(DropInHandler.class);
  private static final Flood FLOOD = new Flood(LOG);
  private static final CharSequence WORKFLOW = HttpHeaders.createOptimized("X-Workflow-Id");

  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence X_CACHE = HttpHeaders.createOptimized("X-Cache");
  private static final CharSequence X_CALLS = HttpHeaders.createOptimized("X-RecoBeat-Calls");
  private static final CharSequence X_GUESSED =
      HttpHeaders.createOptimized("X-RecoBeat-Guessed");
  private static final String RETRY_AFTER_S = "5";

  private final DropIn dropIn;
  private final Memo memo;
  private final Analysis analysis;
  private final Time time;

  DropInHandler(DropIn dropIn, Memo memo, Analysis analysis, Time time) {
    this.dropIn = dropIn;
    this.memo = memo;
    this.analysis = analysis;
    this.time = time;
  }

  @Override
  public void handle(HttpServerRequest request) {
    Cors.allow(request);
    HttpMethod method = request.method();
    if (method == HttpMethod.OPTIONS) {
      Cors.preflight(request);
      return;
    }
    Operation.@Nullable Match match = null;
    try {
      match = Operation.match(request.path());
      answer(request, match);
    } catch (RuntimeException failure) {
      fail(request, match, failure);
    }
  }

  /** Answers that the call cannot be taken now. */
  void refuse(HttpServerRequest request, String why) {
    Cors.allow(request);
    fail(request, null, ServiceError.unavailable(why));
  }

  private void answer(HttpServerRequest request, Operation.@Nullable Match match) {
    HttpMethod method = request.method();
    boolean upload = match != null && match.operation() == Operation.ANALYSIS;
    if (match == null || !(upload ? method == HttpMethod.POST : isRead(method))) {
      throw ServiceError.nowhere(request.path());
    }
    if (upload) {
      analysis.pass(request).onFailure(failure -> fail(request, match, failure));
      return;
    }
    Long wait = Preference.waitSeconds(request.headers());
    Terms terms = terms(request, wait);
    Answer remembered = memo.find(request.uri(), terms.workflow());
    if (remembered != null) {
      send(request, wait, remembered);
      return;
    }
    long changes = memo.changes();
    Future<Answer> answer = dropIn.answer(
        match.operation(), match.id(), new Query(request), terms, wait != null);
    if (answer.succeeded()) {
      memo.offer(request.uri(), answer.result(), changes);
      send(request, wait, answer.result());
    } else {
      answer.onComplete(
          known -> send(request, wait, known), failure -> fail(request, match, failure));
    }
  }

  private static boolean isRead(HttpMethod method) {
    return method == HttpMethod.GET || method == HttpMethod.HEAD;
  }

  private static Terms terms(HttpServerRequest request, @Nullable Long waitSeconds) {
    Terms terms = Terms.DEFAULT.priority(Preference.priority(request.headers()));
    if (waitSeconds != null) {
      terms = terms.waitMs(waitSeconds * 1000);
    }
    String workflow = request.getHeader(WORKFLOW);
    return workflow == null ? terms : terms.workflow(workflow);
  }

  private static void send(HttpServerRequest request, @Nullable Long wait, Answer answer) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response.putHeader(HttpHeaders.CONTENT_TYPE, JSON)
        .putHeader(HttpHeaders.AGE, answer.age())
        .putHeader(X_CACHE, answer.cache())
        .putHeader(X_CALLS, answer.calls());
    if (!answer.guessed().isEmpty()) {
      response.putHeader(X_GUESSED, String.join(",", answer.guessed()));
    }
    if (wait != null) {
      response.putHeader("Preference-Applied", "wait=" + wait);
      String unsettled = String.join(",", answer.unsettled());
      if (!unsettled.isEmpty()) {
        response.putHeader("X-RecoBeat-Unsettled", unsettled);
      }
    }
    end(request, answer.body());
  }

  private void fail(
      HttpServerRequest request, Operation.@Nullable Match match, Throwable failure) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    ServiceError error = explained(failure);
    response.setStatusCode(error.status()).putHeader(HttpHeaders.CONTENT_TYPE, JSON);
    if (error.status() == 503) {
      response.putHeader("Retry-After", RETRY_AFTER_S);
    }
    end(request, error.body(
        match == null ? null : match.operation(), request.path(), time.epochMillis()));
  }

  private static void end(HttpServerRequest request, Buffer body) {
    HttpServerResponse response = request.response();
    if (request.method() == HttpMethod.HEAD) {
      response.putHeader("Content-Length", Integer.toString(body.length())).end();
    } else {
      response.end(body);
    }
  }

  private static ServiceError explained(Throwable failure) {
    if (failure instanceof ServiceError error) {
      return error;
    } else if (failure instanceof BadRequest wrong) {
      return ServiceError.malformed(String.valueOf(wrong.getMessage()));
    } else if (failure instanceof ReplyException reply) {
      return reply.failureCode() == Failure.BAD_REQUEST.code()
          ? ServiceError.malformed(String.valueOf(reply.getMessage()))
          : ServiceError.unavailable(String.valueOf(reply.getMessage()));
    }
    FLOOD.at(Level.ERROR).setCause(failure).log("a call could not be answered");
    return ServiceError.unavailable("The call could not be answered");
  }
}
