package recobeat.bridge;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import recobeat.message.Failure;

/** Asks those who own the engine's parts. Fails with {@link ReplyException}. */
final class Owners {

  private final Vertx vertx;

  Owners(Vertx vertx) {
    this.vertx = vertx;
  }

  /** One question to an internal address. */
  <T> Future<T> ask(String address, Object question, long waitMs) {
    DeliveryOptions delivery = new DeliveryOptions().setLocalOnly(true).setSendTimeout(waitMs);
    return vertx.eventBus().<T>request(address, question, delivery)
        .map(Message::body)
        .recover(failure -> Future.failedFuture(Failure.explained(failure)));
  }

  /** Whether who was asked is not there, or not any more. */
  static boolean isGone(Future<?> answer) {
    return answer.cause() instanceof ReplyException reply
        && reply.failureCode() == Failure.CLOSING.code();
  }
}
