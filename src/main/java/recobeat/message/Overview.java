package recobeat.message;

import io.vertx.core.buffer.Buffer;

/** Asks for all figures with the history of the last hour. */
public record Overview() {

  /**
   * What was asked for.
   *
   * @param json written once, as it is long; not to be changed
   */
  public record Reply(Buffer json) {}
}
