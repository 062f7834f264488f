package recobeat.dispatch;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import recobeat.message.Trace;
import recobeat.model.Entry;
import recobeat.model.Key;

/**
 * The one way in which a key is being found out, whoever asked. It belongs to the engine: it goes
 * on when its callers have left.
 */
final class Flight {

  private static final Object NOBODY = "";

  /** Mostly there is one. */
  private static final int WAITERS = 2;

  final Key key;

  /** Who waits, and for which of their keys; the first one started it. */
  final Map<Pending, Integer> waiters = new LinkedHashMap<>(WAITERS);

  /** Who a call for it is charged to: also those whose wait is over. */
  final Set<String> workflows = new LinkedHashSet<>(WAITERS);

  /** Who started it; null for a refresh. */
  final @Nullable Pending starter;

  /** What can be served meanwhile. */
  @Nullable Entry stale;

  /** How often an absence was confirmed before. */
  int strikes;

  /** Where it waits for a call or travels in one; null while it is being looked up. */
  @Nullable Seat seat;

  Flight(Key key, @Nullable Pending starter) {
    this.key = key;
    this.starter = starter;
  }

  /** A call carries it. */
  void onCall(long id) {
    waiters.keySet().forEach(pending -> pending.onCall(id));
  }

  /** Whether it waits for a call: nothing is known of it, and nobody is being asked yet. */
  boolean isQueued() {
    return seat != null && seat.state != Seat.State.SENT;
  }

  /** Whether somebody needs the answer, rather than a cache. */
  boolean isWanted() {
    return !waiters.isEmpty();
  }

  /** That of the most urgent one who waits. */
  Urgency urgency() {
    Pending first = first();
    if (first != null) {
      return first.urgency;
    }
    return starter == null || stale != null ? Urgency.REFRESH : Urgency.ABANDONED;
  }

  /** In whose turn it is its turn. */
  Object account() {
    Pending first = first();
    return first == null ? NOBODY : first.account;
  }

  private @Nullable Pending first() {
    Pending first = null;
    for (Pending pending : waiters.keySet()) {
      if (first == null || pending.urgency.compareTo(first.urgency) < 0) {
        first = pending;
      }
    }
    return first;
  }

  /** Of who has waited longest; {@link Long#MAX_VALUE} if nobody waits. */
  long firstToken() {
    return waiters.isEmpty() ? Long.MAX_VALUE : waiters.keySet().iterator().next().token;
  }

  /** How far it is. */
  Trace.Flight trace() {
    Seat taken = seat;
    return taken == null
        ? new Trace.Flight(key, Trace.State.LOOKED_UP, 0, waiters.size())
        : new Trace.Flight(key, taken.state.told, taken.attempts, waiters.size());
  }
}
