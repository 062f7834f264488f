package recobeat.message;

import java.util.List;
import recobeat.model.Endpoint;
import recobeat.model.Json;

/**
 * Tells a fetcher to make exactly one HTTP call.
 *
 * @param endpoint what to ask
 * @param ids for a bulk endpoint 1 to 40 distinct ids; else one canonical path and query
 * @param workflows whom it is accounted to, for the log
 */
public record Call(Endpoint endpoint, List<String> ids, List<String> workflows) {

  /** For nobody in particular. */
  public Call(Endpoint endpoint, List<String> ids) {
    this(endpoint, ids, List.of());
  }

  /** What came of it. */
  public sealed interface Reply {}

  /**
   * A complete, well-formed answer.
   *
   * @param rows the objects inside it
   * @param body all of it
   * @param tookMs how long the call took
   */
  public record Rows(List<Row> rows, Json body, long tookMs) implements Reply {}

  /** The service says that what the query is about does not exist. */
  public record Nothing() implements Reply {}

  /**
   * Refused for its rate.
   *
   * @param retryAfterMs how long to stay away, as told; negative if it was not told
   */
  public record Throttled(long retryAfterMs) implements Reply {}

  /**
   * No answer, a server error, or a body that cannot be believed: another try may do better.
   *
   * @param what one line for the log
   * @param retryAfterMs when that may be, as the service told; negative if it did not
   */
  public record Broken(String what, long retryAfterMs) implements Reply {

    /** Without a word on when to try again. */
    public Broken(String what) {
      this(what, -1);
    }
  }

  /** Not made at all: the circuit breaker has opened meanwhile. */
  public record Open() implements Reply {}

  /**
   * Refused for what it asks: another try would not help.
   *
   * @param what one line for the log
   */
  public record Refused(String what) implements Reply {}
}
