package recobeat.fetch;

import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import recobeat.message.Call;
import recobeat.message.Row;
import recobeat.model.Endpoint;
import recobeat.model.Json;

/**
 * What an HTTP answer means. Only a complete, well-formed 200 says anything about ids; of all
 * errors only two say that something does not exist, and those are about single queries.
 */
final class Answers {

  private static final int TEXT_SHOWN = 80;

  /** More seconds are for ever. */
  private static final int SECONDS_DIGITS_MAX = 15;

  private Answers() {}

  /**
   * Reads an answer.
   *
   * @param head status and headers
   * @param body as it came, complete or not
   * @param epochMillis now, for a {@code Retry-After} that is a date
   */
  static Call.Reply read(Call call, Head head, byte[] body, long tookMs, long epochMillis) {
    int status = head.status();
    if (status == 200) {
      try {
        List<Row> rows = Rows.read(call, body);
        return new Call.Rows(rows, Json.copyOf(body, 0, body.length), tookMs);
      } catch (MalformedAnswer malformed) {
        return new Call.Broken("malformed answer: " + malformed.getMessage());
      }
    }
    String text = Json.copyOf(body, 0, Math.min(body.length, 4096)).toString();
    if (status == 429) {
      return new Call.Throttled(retryAfterMs(head, epochMillis));
    }
    if (isNothing(call.endpoint(), status, text)) {
      return new Call.Nothing();
    }
    String what = "status " + status + ": "
        + text.substring(0, Math.min(TEXT_SHOWN, text.length())).replaceAll("\\s+", " ");
    return isRefusal(status, text)
        ? new Call.Refused(what)
        : new Call.Broken(what, retryAfterMs(head, epochMillis));
  }

  /** Whether the service itself says no, in its own form, rather than something before it. */
  private static boolean isRefusal(int status, String text) {
    return status >= 400 && status < 500 && status != 408 && Rows.code(text) != 0;
  }

  private static boolean isNothing(Endpoint endpoint, int status, String text) {
    return switch (endpoint) {
      case LISTS -> status == 404 && Rows.code(text) == 4041;
      case RECOMMENDATIONS ->
          status == 400 && Rows.code(text) == 4002 && text.contains("Cannot find any track");
      default -> false;
    };
  }

  /** Milliseconds; negative if the header is missing or makes no sense. */
  static long retryAfterMs(Head head, long epochMillis) {
    String text = head.retryAfter();
    if (text == null) {
      return -1;
    }
    text = text.strip();
    if (text.matches("\\d+")) {
      return text.length() > SECONDS_DIGITS_MAX
          ? Long.MAX_VALUE
          : Long.parseLong(text) * 1000;
    }
    Long until = date(text);
    Long said = date(head.date());
    // Told by the service's own clock where it tells that too, as ours may differ.
    return until == null ? -1 : Math.max(0, until - (said == null ? epochMillis : said));
  }

  private static @Nullable Long date(@Nullable String text) {
    try {
      return text == null
          ? null
          : ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
              .toInstant().toEpochMilli();
    } catch (DateTimeException noDate) {
      return null;
    }
  }

  /**
   * What is read of an answer's head.
   *
   * @param retryAfter seconds or a date, or null
   * @param date when the service answered, or null
   */
  record Head(int status, @Nullable String retryAfter, @Nullable String date) {}
}
