package recobeat.watch;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import recobeat.metrics.Readings.Reading;
import recobeat.metrics.Totals;

/** The last hour at a bounded resolution. One thread owns it. */
final class History {

  static final long STEP_MS = 5_000;
  static final long SPAN_MS = 3_600_000;
  private static final int STEPS = (int) (SPAN_MS / STEP_MS);
  private static final int STEPS_A_MINUTE = (int) (60_000 / STEP_MS);

  private record Sample(long atMs, Totals totals) {}

  /** What was counted until then; the oldest is where the hour begins. */
  private final Deque<Sample> samples = new ArrayDeque<>();

  private final Deque<Point> points = new ArrayDeque<>();

  /** Begins with what was counted until now, on a clock that only goes forward. */
  History(Totals totals, long nowMs) {
    samples.add(new Sample(nowMs, totals));
  }

  /** A second or so has passed; the new point, if it was time for one. */
  @Nullable Point onTime(Totals totals, @Nullable Reading reading, long nowMs, long epochMillis) {
    if (nowMs - samples.getLast().atMs < STEP_MS) {
      return null;
    }
    samples.add(new Sample(nowMs, totals));
    if (samples.size() > STEPS + 1) {
      samples.removeFirst();
    }
    Point point = new Point(epochMillis, totals.since(aMinuteAgo()), reading);
    points.add(point);
    if (points.size() > STEPS) {
      points.removeFirst();
    }
    return point;
  }

  private Totals aMinuteAgo() {
    int back = 0;
    Totals then = samples.getLast().totals;
    for (var each = samples.descendingIterator(); each.hasNext() && back <= STEPS_A_MINUTE; ) {
      then = each.next().totals;
      back++;
    }
    return then;
  }

  /** What was counted in the last hour, or since the beginning. */
  Totals hour(Totals now) {
    return now.since(samples.getFirst().totals);
  }

  /** How long that is. */
  long hourMs(long nowMs) {
    return nowMs - samples.getFirst().atMs;
  }

  /** One array for each curve, and {@code at} in seconds since 1970. */
  JsonObject toJson() {
    JsonObject json = new JsonObject();
    JsonArray at = new JsonArray();
    points.forEach(point -> at.add(point.atMillis() / 1000));
    json.put("at", at);
    for (Point.Curve curve : Point.curves()) {
      JsonArray values = new JsonArray();
      points.forEach(point -> values.add(Point.number(curve.value().applyAsDouble(point))));
      json.put(curve.name(), values);
    }
    return json;
  }
}
