package recobeat.options;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values of options in text: numbers, sizes like {@code 64MiB}, durations like {@code 90d}. */
final class Value {

  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,15})\\s*([A-Za-z]+)");

  private static final Map<String, Long> MILLIS = Map.of(
      "ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  private static final Map<String, Long> BYTES = Map.of(
      "kib", 1L << 10, "mib", 1L << 20, "gib", 1L << 30);

  private Value() {}

  /** Read from its text; an exception's message says what would be right. */
  static Object parse(Class<?> type, String text) {
    try {
      if (type == String.class) {
        return text;
      } else if (type == int.class) {
        return Math.toIntExact(whole(text));
      } else if (type == long.class) {
        return whole(text);
      } else if (type == double.class) {
        return Double.valueOf(text);
      } else if (type == boolean.class) {
        return truth(text);
      } else if (type == Duration.class) {
        return duration(text);
      }
    } catch (ArithmeticException | NumberFormatException | DateTimeParseException wrong) {
      throw new IllegalArgumentException(wanted(type), wrong);
    }
    if (type.isEnum()) {
      return constant(type, text);
    }
    throw new IllegalStateException("options cannot be of " + type);
  }

  /** As it is read again. */
  static String print(Object value) {
    return value instanceof Duration duration ? print(duration)
        : value instanceof Enum<?> constant ? constant.name().toLowerCase(Locale.ROOT)
        : value.toString();
  }

  private static String wanted(Class<?> type) {
    return type == Duration.class ? "a duration like 500ms, 90s, 5m, 1h or 30d is needed"
        : type == double.class ? "a number is needed"
        : type == int.class ? "a whole number is needed"
        : "a whole number is needed, for bytes perhaps with KiB, MiB or GiB";
  }

  private static long whole(String text) {
    Matcher amount = AMOUNT.matcher(text);
    if (amount.matches()) {
      Long unit = BYTES.get(amount.group(2).toLowerCase(Locale.ROOT));
      if (unit != null) {
        return Math.multiplyExact(Long.parseLong(amount.group(1)), unit);
      }
    }
    return Long.parseLong(text);
  }

  private static boolean truth(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException("true or false is needed");
    }
    return text.equals("true");
  }

  private static Duration duration(String text) {
    Matcher amount = AMOUNT.matcher(text);
    Long unit = amount.matches() ? MILLIS.get(amount.group(2)) : null;
    return unit == null
        ? Duration.parse(text)
        : Duration.ofMillis(Math.multiplyExact(Long.parseLong(amount.group(1)), unit));
  }

  private static String print(Duration duration) {
    long millis = duration.toMillis();
    for (String unit : new String[] {"d", "h", "m", "s"}) {
      long length = MILLIS.getOrDefault(unit, 1L);
      if (millis != 0 && millis % length == 0) {
        return millis / length + unit;
      }
    }
    return millis + "ms";
  }

  private static Object constant(Class<?> type, String text) {
    for (Object constant : type.getEnumConstants()) {
      if (constant instanceof Enum<?> known && known.name().equalsIgnoreCase(text)) {
        return constant;
      }
    }
    throw new IllegalArgumentException("one of "
        + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT) + " is needed");
  }
}
