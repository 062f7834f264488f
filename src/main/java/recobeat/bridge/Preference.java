package recobeat.bridge;

import io.vertx.core.MultiMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import recobeat.message.Priority;

/**
 * How long and how urgently a caller waits: the {@code wait} of {@code Prefer} (RFC 7240) and the
 * urgency of {@code Priority} (RFC 9218). What is no such thing is ignored.
 */
final class Preference {

  private static final Pattern WAIT = Pattern.compile(
      "(?:^|,)\\s*wait\\s*=\\s*(?:\"(\\d{1,9})\"|(\\d{1,9}))\\s*(?=$|[,;])",
      Pattern.CASE_INSENSITIVE);

  private static final Pattern URGENCY = Pattern.compile("(?:^|,)\\s*u=([0-7])\\s*(?=$|[,;])");

  /** The least urgent of each, as 0 to 7; 3 is meant where nothing is said. */
  private static final int INTERACTIVE = 3;

  private static final int BATCH = 5;

  private Preference() {}

  /** How urgent a request is. */
  static Priority priority(MultiMap headers) {
    String said = headers.get("Priority");
    Matcher urgency = URGENCY.matcher(said == null ? "" : said);
    int level = urgency.find() ? Integer.parseInt(urgency.group(1)) : INTERACTIVE;
    return level <= INTERACTIVE ? Priority.INTERACTIVE
        : level <= BATCH ? Priority.BATCH
        : Priority.WARM_UP;
  }

  /** Seconds that the caller waits; null if it does not say. */
  static @Nullable Long waitSeconds(MultiMap headers) {
    for (String value : headers.getAll("Prefer")) {
      Matcher wait = WAIT.matcher(value);
      if (wait.find()) {
        return Long.valueOf(wait.group(1) == null ? wait.group(2) : wait.group(1));
      }
    }
    return null;
  }
}
