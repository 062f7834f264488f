package recobeat.dispatch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import recobeat.model.Endpoint;

/** The seats of one endpoint that wait for a call: wanted ones, refreshes, and paused ones. */
final class Queue {

  private record Paused(long until, Seat seat) {}

  final Endpoint endpoint;
  final Departures departures;
  private final Set<Seat> wanted = new LinkedHashSet<>();
  private final Set<Seat> refreshes = new LinkedHashSet<>();
  private final PriorityQueue<Paused> paused =
      new PriorityQueue<>(Comparator.comparingLong(Paused::until));

  /** Calls of this endpoint under way. */
  int under;

  Queue(Endpoint endpoint, BatchOptions options) {
    this.endpoint = endpoint;
    this.departures = new Departures(options);
  }

  void add(Seat seat, long now) {
    seat.state = Seat.State.QUEUED;
    seat.queuedAt = now;
    (seat.isWanted() ? wanted : refreshes).add(seat);
  }

  /** Moves a seat that somebody now waits for in front of the refreshes. */
  void promote(Seat seat, long now) {
    if (seat.state == Seat.State.QUEUED && refreshes.remove(seat)) {
      add(seat, now);
    }
  }

  /** Nothing is queued any more. */
  void clear() {
    wanted.clear();
    refreshes.clear();
    paused.clear();
  }

  void pause(Seat seat, long until) {
    seat.state = Seat.State.PAUSED;
    paused.add(new Paused(until, seat));
  }

  void remove(Seat seat) {
    if (!wanted.remove(seat) && !refreshes.remove(seat)) {
      paused.removeIf(waiting -> waiting.seat == seat);
    }
  }

  /** Ends the pauses that are over. */
  void onTime(long now) {
    for (Paused first = paused.peek(); first != null && first.until <= now; first = paused.peek()) {
      paused.remove();
      add(first.seat, now);
    }
  }

  long pauseEndsAt() {
    Paused first = paused.peek();
    return first == null ? Gate.NEVER : first.until;
  }

  /** Takes the seats of one call: wanted ones first, or only refreshes, if there are any. */
  List<Seat> take(int max, boolean refreshesFirst) {
    List<Seat> taken = new ArrayList<>(max);
    if (!refreshesFirst || refreshes.isEmpty()) {
      take(wanted, max, taken);
    }
    take(refreshes, max, taken);
    return taken;
  }

  /** The first one that is taken decides whom it travels with. */
  private static void take(Set<Seat> from, int max, List<Seat> to) {
    for (Iterator<Seat> each = from.iterator(); each.hasNext() && to.size() < max; ) {
      Seat seat = each.next();
      if (to.isEmpty() || to.get(0).pack == seat.pack) {
        to.add(seat);
        each.remove();
      }
    }
  }

  Collection<Seat> wanted() {
    return wanted;
  }

  /** When the oldest seat came that somebody waits for; {@link Gate#NEVER} if none. */
  long wantedSince() {
    return since(wanted);
  }

  long refreshesSince() {
    return since(refreshes);
  }

  int size() {
    return wanted.size() + refreshes.size();
  }

  /** Adds the seats that wait since before a time, or since the outage before it. */
  void queuedBefore(long time, long outageSince, List<Seat> to) {
    for (Set<Seat> seats : List.of(wanted, refreshes)) {
      for (Seat seat : seats) {
        if (Math.max(seat.queuedAt, outageSince) > time) {
          break;
        }
        to.add(seat);
      }
    }
  }

  private static long since(Set<Seat> seats) {
    return seats.isEmpty() ? Gate.NEVER : seats.iterator().next().queuedAt;
  }
}
