package recobeat.options;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Options are nested records, and an option's key is the way to it: {@code gate.ratePerSecond}. All
 * methods fail with {@link BadOption}, whose message names the key.
 */
public final class Options {

  private Options() {}

  /** The same options but for one. */
  public static <R extends Record> R with(R options, String key, String value) {
    return with(options, Map.of(key, value));
  }

  /** The same options but for some, which are checked together. */
  public static <R extends Record> R with(R options, Map<String, String> changes) {
    Map<String, String> left = new LinkedHashMap<>(changes);
    R changed = build(options, "", left);
    if (!left.isEmpty()) {
      throw unknown(left.keySet().iterator().next(), flatten(options));
    }
    return changed;
  }

  /** The same options but for those that environment variables name: {@code PREFIX_GATE_BURST}. */
  public static <R extends Record> R with(R options, String prefix, Map<String, String> variables) {
    Map<String, String> keys = new LinkedHashMap<>();
    flatten(options).keySet().forEach(key -> keys.put(prefix + variable(key), key));
    Map<String, String> changes = new LinkedHashMap<>();
    variables.forEach((name, value) -> {
      if (name.startsWith(prefix)) {
        String key = keys.get(name);
        if (key == null) {
          throw new BadOption("unknown option in the environment: " + name
              + closest(name, keys.keySet()));
        }
        changes.put(key, value);
      }
    });
    return with(options, changes);
  }

  /** Every key in the order of the records, with its value as it is read again. */
  public static Map<String, String> flatten(Record options) {
    Map<String, String> flat = new LinkedHashMap<>();
    flatten(options, "", flat);
    return flat;
  }

  private static void flatten(Record options, String path, Map<String, String> flat) {
    for (RecordComponent part : options.getClass().getRecordComponents()) {
      Object value = value(options, part);
      if (value instanceof Record nested) {
        flatten(nested, path + part.getName() + '.', flat);
      } else {
        flat.put(path + part.getName(), Value.print(value));
      }
    }
  }

  private static <R extends Record> R build(R options, String path, Map<String, String> left) {
    RecordComponent[] parts = options.getClass().getRecordComponents();
    Object[] values = new Object[parts.length];
    StringBuilder set = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      String key = path + parts[i].getName();
      Object value = value(options, parts[i]);
      if (value instanceof Record nested) {
        value = build(nested, key + '.', left);
      } else if (left.containsKey(key)) {
        String text = left.remove(key);
        value = parse(key, parts[i].getType(), text);
        set.append(set.isEmpty() ? "" : ", ").append(key).append(" = ").append(shown(key, text));
      }
      values[i] = value;
    }
    return construct(options, parts, values, set.toString());
  }

  private static Object parse(String key, Class<?> type, String text) {
    try {
      return Value.parse(type, text.strip());
    } catch (IllegalArgumentException wrong) {
      throw new BadOption(
          "bad value for option " + key + ": " + shown(key, text) + "; " + wrong.getMessage());
    }
  }

  @SuppressWarnings("unchecked")
  private static <R extends Record> R construct(
      R like, RecordComponent[] parts, Object[] values, String set) {
    try {
      Class<?>[] types =
          Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
      return (R) like.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException refused) {
      throw new BadOption("bad value: " + set + "; " + refused.getTargetException().getMessage());
    } catch (ReflectiveOperationException wrong) {
      throw new IllegalStateException(like.getClass() + " is no public record", wrong);
    }
  }

  private static Object value(Record options, RecordComponent part) {
    try {
      return part.getAccessor().invoke(options);
    } catch (ReflectiveOperationException wrong) {
      throw new IllegalStateException(options.getClass() + " is no public record", wrong);
    }
  }

  /** On one line; a secret is not repeated, as errors end up in logs. */
  private static String shown(String key, String value) {
    boolean secret = key.toLowerCase(Locale.ROOT).matches(".*(token|password|uri)");
    return secret
        ? "'***'"
        : "'" + value.replaceAll("(?<=//).*@", "***@").replaceAll("\\p{Cntrl}", "?") + "'";
  }

  private static String variable(String key) {
    return key.replaceAll("([a-z])([A-Z])", "$1_$2").replace('.', '_').toUpperCase(Locale.ROOT);
  }

  private static BadOption unknown(String key, Map<String, String> known) {
    return new BadOption("unknown option '" + key + "'" + closest(key, known.keySet()));
  }

  private static String closest(String text, Iterable<String> known) {
    List<String> names = new ArrayList<>();
    known.forEach(names::add);
    return names.stream()
        .min(Comparator.comparingInt(name -> distance(text, name)))
        .filter(name -> distance(text, name) <= text.length() / 2)
        .map(name -> ", did you mean '" + name + "'?")
        .orElse("");
  }

  /** Levenshtein's: characters to insert, delete or replace. */
  private static int distance(String from, String to) {
    int[] costs = new int[to.length() + 1];
    Arrays.setAll(costs, i -> i);
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = costs[0];
      costs[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = costs[j];
        costs[j] = Math.min(replaced, Math.min(costs[j], costs[j - 1]) + 1);
      }
    }
    return costs[to.length()];
  }
}
