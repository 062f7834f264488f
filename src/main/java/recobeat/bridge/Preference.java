package recobeat.bridge;

import io.vertx.core.MultiMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code wait} of {@code Prefer} (RFC 7240); what is no such preference is ignored. */
final class Preference {

  private static final Pattern WAIT = Pattern.compile(
      "(?:^|,)\\s*wait\\s*=\\s*(?:\"(\\d{1,9})\"|(\\d{1,9}))\\s*(?=$|[,;])",
      Pattern.CASE_INSENSITIVE);

  private Preference() {}

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
