package recobeat.message;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a request, strict on types, and says which one is wrong and how. */
final class Fields {

  private static final int SHOWN_MAX = 60;

  private Fields() {}

  static List<String> texts(JsonObject json, String field) {
    Object value = json.getValue(field);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof JsonArray array)) {
      throw wrong(field, "an array of strings", value);
    }
    List<String> texts = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      if (!(array.getValue(i) instanceof String text)) {
        throw wrong(field + "[" + i + "]", "a string", array.getValue(i));
      }
      texts.add(text);
    }
    return texts;
  }

  /** Ids as strings, or as objects that carry one and may say more of it. */
  static List<String> ids(JsonObject json) {
    return ids(json, "ids");
  }

  static List<String> ids(JsonObject json, String field) {
    if (!(json.getValue(field) instanceof JsonArray array)) {
      return texts(json, field);
    }
    List<String> ids = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      Object value = array.getValue(i);
      if (value instanceof JsonObject named && named.getValue("id") instanceof String id) {
        ids.add(id);
      } else if (value instanceof String id) {
        ids.add(id);
      } else {
        throw wrong(field + "[" + i + "]", "a string, or an object with an id", value);
      }
    }
    return ids;
  }

  /** An empty one if there is none. */
  static JsonObject object(JsonObject json, String field) {
    Object value = json.getValue(field);
    if (value != null && !(value instanceof JsonObject)) {
      throw wrong(field, "an object", value);
    }
    return value == null ? new JsonObject() : (JsonObject) value;
  }

  static String text(JsonObject json, String field) {
    String text = optionalText(json, field);
    if (text == null) {
      throw new BadRequest(field + " is missing");
    }
    return text;
  }

  static @Nullable String optionalText(JsonObject json, String field) {
    Object value = json.getValue(field);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw wrong(field, "a string", value);
  }

  static @Nullable Long optionalLong(JsonObject json, String field) {
    Object value = json.getValue(field);
    if (value == null) {
      return null;
    }
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    throw wrong(field, "a whole number", value);
  }

  static int optionalInt(JsonObject json, String field, int otherwise) {
    Long value = optionalLong(json, field);
    if (value == null) {
      return otherwise;
    }
    if (value != value.intValue()) {
      throw wrong(field, "a smaller number", value);
    }
    return value.intValue();
  }

  static @Nullable Number optionalNumber(JsonObject json, String field) {
    Object value = json.getValue(field);
    if (value == null || value instanceof Number) {
      return (Number) value;
    }
    throw wrong(field, "a number", value);
  }

  static boolean optionalTruth(JsonObject json, String field) {
    Object value = json.getValue(field);
    if (value == null || value instanceof Boolean) {
      return Boolean.TRUE.equals(value);
    }
    throw wrong(field, "true or false", value);
  }

  static <E extends Enum<E>> E choice(JsonObject json, String field, Class<E> type) {
    return choose(field, text(json, field), type);
  }

  static <E extends Enum<E>> E optionalChoice(
      JsonObject json, String field, Class<E> type, E otherwise) {
    String text = optionalText(json, field);
    return text == null ? otherwise : choose(field, text, type);
  }

  private static <E extends Enum<E>> E choose(String field, String text, Class<E> type) {
    List<String> names = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      if (name(constant).equals(text)) {
        return constant;
      }
      names.add(name(constant));
    }
    throw wrong(field, "one of " + String.join(", ", names), text);
  }

  /** A constant's name on the wire: {@code timed-out} for {@code TIMED_OUT}. */
  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Fails unless the value is null or within its bounds. */
  static void range(String field, @Nullable Number value, double min, double max) {
    if (value != null && !(value.doubleValue() >= min && value.doubleValue() <= max)) {
      throw new BadRequest(max >= Long.MAX_VALUE
          ? field + " must be at least " + plain(min) + ", not " + value
          : field + " must be from " + plain(min) + " to " + plain(max) + ", not " + value);
    }
  }

  static BadRequest wrong(String field, String wanted, @Nullable Object value) {
    String shown = value instanceof String ? "\"" + value + '"' : String.valueOf(value);
    return new BadRequest(field + " must be " + wanted + ", not "
        + (shown.length() > SHOWN_MAX ? shown.substring(0, SHOWN_MAX) + "..." : shown));
  }

  private static String plain(double number) {
    return number == (long) number ? Long.toString((long) number) : Double.toString(number);
  }
}
