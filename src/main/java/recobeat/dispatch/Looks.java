package recobeat.dispatch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The look-ups under way, in the order of their beginning. One is given up when for its limit
 * neither it nor any other was answered: many of them take long together, though each is quick.
 */
final class Looks {

  /** A look-up among others that go on is given up after this many times its limit. */
  static final int PATIENCE = 10;

  private record Look(List<Flight> flights, long since) {}

  private final Map<Long, Look> looks = new LinkedHashMap<>();
  private final long limitMs;
  private long answeredAt = Long.MIN_VALUE;
  private long nextId;

  Looks(long limitMs) {
    this.limitMs = limitMs;
  }

  /** Begins one and numbers it. */
  long begin(List<Flight> flights, long now) {
    looks.put(nextId, new Look(flights, now));
    return nextId++;
  }

  /** One is answered: its flights, in their order; null if it was given up before. */
  @Nullable List<Flight> end(long id, long now) {
    Look look = looks.remove(id);
    if (look == null) {
      return null;
    }
    answeredAt = now;
    return look.flights;
  }

  /** The flights of the oldest one, if it is to be given up; else null. */
  @Nullable List<Flight> giveUp(long now) {
    if (givenUpAt() > now) {
      return null;
    }
    Look lost = looks.remove(looks.keySet().iterator().next());
    return lost == null ? null : lost.flights;
  }

  /** When the oldest one is to be given up; {@link Gate#NEVER} if there is none. */
  long givenUpAt() {
    if (looks.isEmpty()) {
      return Gate.NEVER;
    }
    long since = looks.values().iterator().next().since;
    return Math.min(Math.max(since, answeredAt) + limitMs, since + PATIENCE * limitMs);
  }

  void clear() {
    looks.clear();
  }
}
