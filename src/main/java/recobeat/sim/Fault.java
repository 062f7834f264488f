package recobeat.sim;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one call. All but {@link Delay} come after the profile's delay; all but
 * {@link Pass} and {@link Delay} take the place of the answer, the rate limit included.
 */
public sealed interface Fault {

  /**
   * Answers with this status. Without a body it is the service's JSON error body for that status.
   */
  record Status(int code, Map<String, String> headers, @Nullable String body) implements Fault {
    public Status {
      headers = Map.copyOf(headers);
    }

    public Status(int code) {
      this(code, Map.of(), null);
    }
  }

  /** Never answers; the connection stays open until the client gives up. */
  record Hang() implements Fault {}

  /** Announces the right answer, sends half of it and ends the connection. */
  record Truncated() implements Fault {}

  /** Answers with this status and an HTML page, as a proxy in front does. */
  record Html(int code) implements Fault {}

  /** Ends the connection without an answer. */
  record Reset() implements Fault {}

  /** The normal answer after this time, which the time scale divides. */
  record Delay(Duration time) implements Fault {}

  /** The normal answer. */
  record Pass() implements Fault {}
}
