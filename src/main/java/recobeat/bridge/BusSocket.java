package recobeat.bridge;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import recobeat.message.BadRequest;
import recobeat.message.Failure;
import recobeat.time.Flood;
import recobeat.time.Time;

/**
 * One socket of the event bus. A request of it is under way until its answer has gone out, and an
 * answer is written down only once those before it have gone out: whoever asks without reading
 * holds little of the memory.
 */
final class BusSocket {

  private static final Logger LOG = LoggerFactory.getLogger(BusSocket.class);
  private static final Flood FLOOD = new Flood(LOG);

  /** As many as Vert.x' own bridge lets a socket have. */
  private static final int REQUESTS_MAX = 1000;

  /** So much is written before the network has taken what was written earlier. */
  private static final int AHEAD_BYTES = 64 << 10;

  /** By RFC 6455. */
  private static final int GOING_AWAY = 1001;

  private final SockJSSocket socket;
  private final @Nullable Flow flow;
  private final BusRequests requests;
  private final Load load;
  private final int loadMax;
  private final Time time;

  /** Requests that nothing is known of yet. */
  private final Set<Waiting> waiting = new LinkedHashSet<>();

  /** Answers to be written down yet. */
  private final Deque<Supplier<Buffer>> answers = new ArrayDeque<>();

  private int underWay;
  private long bytesAhead;
  private long takenAt;
  private boolean closing;
  private boolean closed;

  /** One request, not the same as any other. */
  private static final class Waiting {

    private final @Nullable String replyAddress;

    Waiting(@Nullable String replyAddress) {
      this.replyAddress = replyAddress;
    }
  }

  /** Over a web socket, {@code flow} is what is seen of its connection. */
  BusSocket(SockJSSocket socket, @Nullable Flow flow, BusRequests requests, Load load, int loadMax,
      Time time) {
    this.socket = socket;
    this.flow = flow;
    this.requests = requests;
    this.load = load;
    this.loadMax = loadMax;
    this.time = time;
    takenAt = time.millis();
  }

  /**
   * Asks for a client.
   *
   * @param replyAddress where it waits for the answer, if it does
   */
  void ask(String address, @Nullable Object body, @Nullable String replyAddress) {
    if (closing || underWay >= REQUESTS_MAX || !load.begin(loadMax)) {
      if (replyAddress != null) {
        socket.write(failed(replyAddress, closing
            ? Failure.CLOSING.toException(BridgeVerticle.CLOSING)
            : Failure.OVERLOADED.toException(BridgeVerticle.FULL)));
      }
      return;
    }
    underWay++;
    Waiting request = new Waiting(replyAddress);
    waiting.add(request);
    requests.ask(address, body).onComplete(
        known -> answer(request, to -> known(to, known.get())),
        failure -> answer(request, to -> failed(to, failure)));
  }

  private void answer(Waiting request, Function<String, Buffer> answer) {
    String replyAddress = request.replyAddress;
    if (!waiting.remove(request)) {
      return;
    }
    if (replyAddress == null) {
      end();
      return;
    }
    answers.add(() -> answer.apply(replyAddress));
    write();
  }

  private void write() {
    while (bytesAhead < AHEAD_BYTES && !answers.isEmpty()) {
      Buffer bytes = answers.remove().get();
      if (bytesAhead == 0) {
        takenAt = time.millis();
      }
      bytesAhead += bytes.length();
      socket.write(bytes).onComplete(taken -> {
        if (!closed) {
          takenAt = time.millis();
          bytesAhead -= bytes.length();
          end();
          write();
        }
      });
    }
  }

  private void end() {
    underWay--;
    load.end();
    if (closing) {
      close();
    }
  }

  /** Closes it as soon as all that is under way has been answered. */
  void close() {
    closing = true;
    if (underWay == 0 && !closed) {
      socket.close(GOING_AWAY, BridgeVerticle.CLOSING);
    }
  }

  /** Answers all that waits yet by telling that the engine is closing. */
  void refuseAll() {
    List.copyOf(waiting).forEach(request -> answer(request,
        to -> failed(to, Failure.CLOSING.toException(BridgeVerticle.CLOSING))));
    if (isHeld()) {
      cut();
    }
  }

  /** It is closed: nothing waits any more. */
  void closed() {
    closed = true;
    waiting.clear();
    answers.clear();
    while (underWay > 0) {
      end();
    }
  }

  /** Closes it if it has taken nothing of what it is owed since some time. */
  void closeIfStuck(long since) {
    if (bytesAhead == 0 && (flow == null || flow.isOpen())) {
      takenAt = time.millis();
    } else if (takenAt <= since) {
      cut();
    }
  }

  private void cut() {
    if (flow == null) {
      socket.close();
    } else {
      flow.cut();
    }
  }

  /** Whether it is not heard either until it reads. */
  boolean isHeld() {
    return flow != null && !flow.isOpen();
  }

  private static Buffer known(String replyAddress, Buffer body) {
    Buffer head = new JsonObject().put("type", "rec").put("address", replyAddress).toBuffer();
    return Buffer.buffer(head.length() + body.length() + 8)
        .appendBuffer(head, 0, head.length() - 1)
        .appendString(",\"body\":").appendBuffer(body).appendByte((byte) '}');
  }

  private static Buffer failed(String replyAddress, Throwable failure) {
    ReplyException told;
    if (failure instanceof ReplyException reply) {
      told = reply;
    } else if (failure instanceof BadRequest) {
      told = Failure.BAD_REQUEST.toException(String.valueOf(failure.getMessage()));
    } else {
      FLOOD.at(Level.ERROR).setCause(failure).log("a request could not be answered");
      told = Failure.INTERNAL.toException("the engine failed");
    }
    return new JsonObject()
        .put("type", "err")
        .put("address", replyAddress)
        .put("failureCode", told.failureCode())
        .put("failureType", ReplyFailure.RECIPIENT_FAILURE.name())
        .put("message", told.getMessage())
        .toBuffer();
  }
}
