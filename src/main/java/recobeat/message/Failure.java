package recobeat.message;

import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;

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
}
