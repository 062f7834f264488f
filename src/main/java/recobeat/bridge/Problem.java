package recobeat.bridge;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import recobeat.message.BadRequest;
import recobeat.message.Failure;
import recobeat.time.Flood;

/** Errors of everything but the drop-in API, as {@code application/problem+json} (RFC 9457). */
record Problem(int status, String detail) {

  private static final Logger LOG = LoggerFactory.getLogger(Problem.class);
  private static final Flood FLOOD = new Flood(LOG);

  /** Ends a request that failed; tells nothing of the inside. */
  static void handle(RoutingContext context) {
    of(context).send(context.request());
  }

  private static Problem of(RoutingContext context) {
    Throwable failure = context.failure();
    if (failure == null) {
      return new Problem(context.statusCode(), "");
    } else if (failure instanceof HttpException http) {
      String detail = http.getPayload();
      return new Problem(http.getStatusCode(), detail == null ? "" : detail);
    } else if (failure instanceof BadRequest) {
      return new Problem(400, String.valueOf(failure.getMessage()));
    } else if (failure instanceof DecodeException) {
      return new Problem(400, "body must be a JSON object");
    } else if (failure instanceof ReplyException reply) {
      boolean closing = reply.failureCode() == Failure.CLOSING.code();
      return new Problem(closing ? 503 : reply.failureCode(), String.valueOf(reply.getMessage()));
    } else if (failure instanceof DecoderException || failure instanceof NumberFormatException) {
      return new Problem(400, "the body is malformed");
    }
    if (context.statusCode() >= 400 && context.statusCode() < 500) {
      return new Problem(context.statusCode(), "");
    }
    if (!isOfClient(failure)) {
      FLOOD.at(Level.ERROR).setCause(failure).log("a request could not be answered");
    }
    return new Problem(503, "the request could not be answered");
  }

  /** It left, took its request back, or asked for a socket as nobody may. */
  private static boolean isOfClient(Throwable failure) {
    return failure instanceof IOException || failure instanceof HttpClosedException
        || failure instanceof StreamResetException
        || failure instanceof WebSocketHandshakeException;
  }

  void send(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (response.headWritten()) {
      response.reset();
      return;
    }
    response.setStatusCode(status < 400 || status > 599 ? 503 : status);
    JsonObject body = new JsonObject()
        .put("status", response.getStatusCode())
        .put("title", response.getStatusMessage());
    if (!detail.isEmpty()) {
      body.put("detail", detail);
    }
    if (response.getStatusCode() == 503) {
      response.putHeader("Retry-After", "5");
    }
    response.putHeader("Content-Type", "application/problem+json").end(body.toBuffer());
  }
}
