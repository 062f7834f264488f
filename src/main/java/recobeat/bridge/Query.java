package recobeat.bridge;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import recobeat.message.Target;

/** The parameters of a call, checked by the service's rules and refused in its words. */
final class Query {

  private static final int IDS_MAX = 40;
  private static final int SEEDS_MAX = 5;
  private static final int TEXT_MAX = 1000;
  private static final int PAGE_MAX = 1000;
  private static final int PAGE_SIZE_MAX = 50;
  private static final int PAGE_SIZE_DEFAULT = 25;
  private static final int SIZE_MAX = 100;

  private static final String IDS = "ids=";

  private final HttpServerRequest request;

  Query(HttpServerRequest request) {
    this.request = request;
  }

  List<String> ids() {
    String query = request.query();
    return query != null && isPlainIds(query)
        ? bounded("ids", plainElements(query, IDS.length()), IDS_MAX)
        : required("ids", IDS_MAX);
  }

  /** Whether it is ids alone, with nothing to decode. */
  private static boolean isPlainIds(String query) {
    return query.startsWith(IDS) && query.indexOf('%') < 0 && query.indexOf('+') < 0
        && query.indexOf('&') < 0 && query.indexOf(';') < 0 && query.indexOf('#') < 0;
  }

  private static List<String> plainElements(String text, int from) {
    List<String> elements = new ArrayList<>(IDS_MAX);
    for (int start = from; start < text.length();) {
      int comma = text.indexOf(',', start);
      int end = comma < 0 ? text.length() : comma;
      if (end > start) {
        elements.add(text.substring(start, end));
      }
      start = end + 1;
    }
    return elements;
  }

  List<String> seeds() {
    return required("seeds", SEEDS_MAX);
  }

  List<String> negativeSeeds() {
    return parameters().contains("negativeSeeds")
        ? bounded("negativeSeeds", array("negativeSeeds"), SEEDS_MAX)
        : List.of();
  }

  /** How many recommendations; its lower bound is the service's handler's, not its validation's. */
  int size() {
    int size = whole("size");
    if (size <= 0) {
      throw ServiceError.malformed("Size must be a greater than zero");
    }
    within("size", size, 1, SIZE_MAX);
    return size;
  }

  int page() {
    return optionalWhole("page", 0, 0, PAGE_MAX);
  }

  int pageSize() {
    return optionalWhole("size", PAGE_SIZE_DEFAULT, 1, PAGE_SIZE_MAX);
  }

  String searchText(int min) {
    String text = parameters().get("searchText");
    if (text == null) {
      throw ServiceError.missing("searchText", "String");
    }
    if (text.length() < min || text.length() > TEXT_MAX) {
      throw ServiceError.outOfRange(
          "searchText", "size must be between " + min + " and " + TEXT_MAX);
    }
    return text;
  }

  Map<Target, Number> targets() {
    Map<Target, Number> targets = new EnumMap<>(Target.class);
    for (Target target : Target.values()) {
      String name = target.field();
      if (parameters().contains(name)) {
        double value = target.isWhole() ? whole(name) : decimal(name);
        within(name, value, target.min(), target.max());
        targets.put(target, value);
      }
    }
    return targets;
  }

  private MultiMap parameters() {
    try {
      return request.params();
    } catch (IllegalArgumentException malformed) {
      throw ServiceError.malformed("The URL is malformed");
    }
  }

  /** The elements of an array in any of its forms: repeated, with commas, or both. */
  private List<String> array(String name) {
    List<String> elements = new ArrayList<>();
    for (String value : parameters().getAll(name)) {
      for (String element : value.split(",")) {
        String stripped = element.strip();
        if (!stripped.isEmpty()) {
          elements.add(stripped);
        }
      }
    }
    return elements;
  }

  private List<String> required(String name, int max) {
    if (!parameters().contains(name)) {
      throw ServiceError.missing(name, "List");
    }
    return bounded(name, array(name), max);
  }

  private static List<String> bounded(String name, List<String> elements, int max) {
    if (elements.isEmpty() || elements.size() > max) {
      throw ServiceError.outOfRange(name, "size must be between 1 and " + max);
    }
    return elements;
  }

  private int optionalWhole(String name, int otherwise, int min, int max) {
    if (!parameters().contains(name)) {
      return otherwise;
    }
    int value = whole(name);
    within(name, value, min, max);
    return value;
  }

  private int whole(String name) {
    String text = text(name, "Integer");
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException malformed) {
      throw malformed(name, text);
    }
  }

  private double decimal(String name) {
    String text = text(name, "Float");
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException malformed) {
      throw malformed(name, text);
    }
  }

  private String text(String name, String type) {
    @Nullable String text = parameters().get(name);
    if (text == null) {
      throw ServiceError.missing(name, type);
    }
    return text;
  }

  private static ServiceError malformed(String name, String text) {
    return ServiceError.malformed("Invalid value '" + text + "' of parameter '" + name + "'");
  }

  private static void within(String name, double value, double min, double max) {
    if (!(value >= min)) {
      throw ServiceError.outOfRange(name, "must be greater than or equal to " + (long) min);
    }
    if (value > max) {
      throw ServiceError.outOfRange(name, "must be less than or equal to " + (long) max);
    }
  }
}
