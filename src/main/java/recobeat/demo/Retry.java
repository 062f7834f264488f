package recobeat.demo;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When the client of before tries again, and how long it waits. */
final class Retry {

  /** Stands for the status of a call that timed out, broke off or gave no JSON. */
  static final int NO_ANSWER = 0;

  static final int TRIES = 3;

  private static final Duration FAULT_WAIT = Duration.ofMillis(500);
  private static final Duration REFUSED_WAIT = Duration.ofSeconds(4);
  private static final long RETRY_AFTER_MAX = 300;
  private static final int TOO_MANY_REQUESTS = 429;

  private Retry() {}

  /**
   * How long to wait before the next try.
   *
   * @param status of the answer, or {@link #NO_ANSWER}
   * @param retryAfter that header, in seconds
   * @param attempt tries made, from 1
   * @return empty if there is nothing to try again, or it is given up
   */
  static Optional<Duration> pause(int status, @Nullable String retryAfter, int attempt) {
    boolean refused = status == TOO_MANY_REQUESTS;
    if (attempt >= TRIES || !refused && status != NO_ANSWER && status < 500) {
      return Optional.empty();
    }
    if (!refused) {
      return Optional.of(FAULT_WAIT.multipliedBy(attempt));
    }
    if (retryAfter == null || !retryAfter.matches("\\d{1,9}")) {
      return Optional.of(REFUSED_WAIT.multipliedBy(attempt));
    }
    long seconds = Long.parseLong(retryAfter);
    return seconds > RETRY_AFTER_MAX ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
  }

  /** In words. */
  static String text() {
    return TRIES + " tries, waits of 0.5 and 1 s after time-outs and server errors, after a 429 "
        + "its Retry-After, else 4 and 8 s";
  }
}
