package recobeat.metrics;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often ids were asked for that RecoBeat does not have. Any thread counts. Bounded: while it is
 * full, ids that it has not met are left out; {@link #fade} makes room.
 */
final class MissingIds {

  private static final int IDS_MAX = 10_000;

  private final Map<String, LongAdder> asks = new ConcurrentHashMap<>();

  void count(String id) {
    LongAdder known = asks.get(id);
    if (known == null) {
      if (asks.size() >= IDS_MAX) {
        return;
      }
      known = asks.computeIfAbsent(id, first -> new LongAdder());
    }
    known.increment();
  }

  /** Those asked for most, first of all the most. */
  List<MissingId> top(int max) {
    return asks.entrySet().stream()
        .map(each -> new MissingId(each.getKey(), each.getValue().sum()))
        .sorted(Comparator.comparingLong(MissingId::asks).reversed()
            .thenComparing(MissingId::id))
        .limit(max)
        .toList();
  }

  /** Forgets ids that were asked for once only, if it is nearly full. */
  void fade() {
    if (asks.size() > IDS_MAX * 9 / 10) {
      asks.values().removeIf(count -> count.sum() <= 1);
      if (asks.size() > IDS_MAX * 9 / 10) {
        asks.clear();
      }
    }
  }
}
