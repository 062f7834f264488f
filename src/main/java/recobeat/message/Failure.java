package recobeat.message;

import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import recobeat.model.Reason;

/** The codes by which a whole message fails; what concerns one id is an outcome instead. */
public enum Failure {
  /** The request cannot be understood; the text names the field and the value. */
  BAD_REQUEST(400),
  /** Too much is waiting already; try again later. */
  OVERLOADED(503),
  /** The engine did not answer in time. */
  TIMED_OUT(504),
  /** The engine is closing. */
  CLOSING(410),
  /** A defect of the engine; its log says more. */
  INTERNAL(500);

  private final int code;

  Failure(int code) {
    this.code = code;
  }

  /** The code on the bus. */
  public int code() {
    return code;
  }

  /** What a caller's future fails with, whether it asked by message or not. */
  public ReplyException toException(String text) {
    return new ReplyException(ReplyFailure.RECIPIENT_FAILURE, code, text);
  }

  /** What became of a message, in words that name no address. */
  public static Throwable explained(Throwable failure) {
    if (!(failure instanceof ReplyException reply)) {
      return failure;
    }
    return switch (reply.failureType()) {
      case NO_HANDLERS -> CLOSING.toException("the engine is closed");
      case TIMEOUT -> TIMED_OUT.toException("the engine did not answer");
      case RECIPIENT_FAILURE, ERROR -> reply;
    };
  }

  /** Why nothing can be told of the ids of a message that failed. */
  public static Reason reason(Throwable failure) {
    int code = failure instanceof ReplyException reply ? reply.failureCode() : 0;
    return code == OVERLOADED.code ? Reason.OVERLOADED
        : code == CLOSING.code ? Reason.CLOSING
        : Reason.TIMED_OUT;
  }
}
