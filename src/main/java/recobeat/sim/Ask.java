package recobeat.sim;

import io.vertx.core.MultiMap;
import java.util.Arrays;
import java.util.List;

/** One call as it came: its endpoint, its path, the id in the path or "", and its query. */
record Ask(Endpoint endpoint, String path, String id, MultiMap query) {

  private static final int IDS_MAX = 40;
  private static final int TEXT_MAX = 1000;
  private static final int PAGE_MAX = 1000;

  /** The elements of an array parameter in any of its forms; empty when it is absent. */
  List<String> array(String name) {
    return query.getAll(name).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(String::trim)
        .filter(element -> !element.isEmpty())
        .toList();
  }

  /** The ids that the call is about, however many. */
  List<String> idsNamed() {
    if (!id.isEmpty()) {
      return List.of(id);
    }
    return endpoint.takesIds() ? array("ids") : List.of();
  }

  List<String> ids() {
    return required("ids", IDS_MAX);
  }

  List<String> required(String name, int max) {
    if (!query.contains(name)) {
      throw Refusal.missing(name, "List");
    }
    return bounded(name, array(name), max);
  }

  List<String> optional(String name, int max) {
    return query.contains(name) ? bounded(name, array(name), max) : List.of();
  }

  int page() {
    return query.contains("page") ? within("page", whole("page"), 0, PAGE_MAX) : 0;
  }

  int pageSize() {
    return query.contains("size") ? within("size", whole("size"), 1, 50) : 25;
  }

  String searchText(int min) {
    String text = query.get("searchText");
    if (text == null) {
      throw Refusal.missing("searchText", "String");
    }
    if (text.length() < min || text.length() > TEXT_MAX) {
      throw Refusal.outOfRange("searchText", "size must be between " + min + " and " + TEXT_MAX);
    }
    return text;
  }

  int whole(String name) {
    return (int) decimal(name, true);
  }

  double decimal(String name, boolean whole) {
    String text = query.get(name);
    if (text == null) {
      throw Refusal.missing(name, whole ? "Integer" : "Float");
    }
    try {
      return whole ? Integer.parseInt(text) : Double.parseDouble(text);
    } catch (NumberFormatException malformed) {
      throw Refusal.of(
          Refusal.BAD_REQUEST, "Invalid value '" + text + "' of parameter '" + name + "'");
    }
  }

  static int within(String name, int value, int min, int max) {
    return (int) within(name, (double) value, min, max);
  }

  static double within(String name, double value, double min, double max) {
    if (!(value >= min)) {
      throw Refusal.outOfRange(name, "must be greater than or equal to " + (long) min);
    }
    if (value > max) {
      throw Refusal.outOfRange(name, "must be less than or equal to " + (long) max);
    }
    return value;
  }

  private static List<String> bounded(String name, List<String> elements, int max) {
    if (elements.isEmpty() || elements.size() > max) {
      throw Refusal.outOfRange(name, "size must be between 1 and " + max);
    }
    return elements;
  }
}
