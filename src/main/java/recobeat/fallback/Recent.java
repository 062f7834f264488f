package recobeat.fallback;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The latest values by id, bounded: the one put first goes. Single-threaded. */
final class Recent<V> {

  private final int max;
  private final Map<String, V> values = new LinkedHashMap<>();

  Recent(int max) {
    this.max = max;
  }

  void put(String id, V value) {
    values.remove(id);
    values.put(id, value);
    if (values.size() > max) {
      values.remove(values.keySet().iterator().next());
    }
  }

  @Nullable V get(String id) {
    return values.get(id);
  }

  @Nullable V remove(String id) {
    return values.remove(id);
  }

  int size() {
    return values.size();
  }
}
