package recobeat.dispatch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import recobeat.message.Call;
import recobeat.message.Survey;
import recobeat.metrics.Counter;
import recobeat.metrics.Counters;

/** Lets batches go when they are due and the gate is open, and sends seats again that failed. */
final class Calls {

  /** A call under way. */
  record Under(Queue queue, List<Seat> seats, Set<String> workflows, long deadline) {}

  private final DispatchOptions options;
  private final Seats seats;
  private final Workflows workflows;
  private final Gate gate;
  private final Map<Long, Under> calls = new HashMap<>();
  private final RandomGenerator random;
  private final Counters counters;
  private final Consumer<Effect> out;
  private long nextId;

  /** Calls without an answer to be believed, since the last one that had one. */
  private int brokenInARow;

  Calls(DispatchOptions options, Seats seats, Workflows workflows, RandomGenerator random,
      Counters counters, Consumer<Effect> out) {
    this.options = options;
    this.seats = seats;
    this.workflows = workflows;
    this.gate = new Gate(options.gate());
    this.random = random;
    this.counters = counters;
    this.out = out;
  }

  void onRequest(int others, long now) {
    seats.queues().forEach(queue -> queue.departures.onRequest(others, now));
  }

  /** Sends what may leave now. */
  void depart(Collection<Pending> pendings, long now) {
    for (Queue queue : seats.queues()) {
      queue.onTime(now);
    }
    while (gate.opensAt(now) == now) {
      Queue next = next(pendings, now);
      if (next == null) {
        return;
      }
      send(next, now);
    }
  }

  /** The due queue that callers have waited for longest; refreshes alone come behind. */
  private @Nullable Queue next(Collection<Pending> pendings, long now) {
    Queue oldest = null;
    for (Queue queue : seats.queues()) {
      if (queue.departures.leavesAt(queue, pendings, now) <= now
          && (oldest == null || queue.wantedSince() < oldest.wantedSince()
              || queue.wantedSince() == oldest.wantedSince()
              && queue.refreshesSince() < oldest.refreshesSince())) {
        oldest = queue;
      }
    }
    return oldest;
  }

  private void send(Queue queue, long now) {
    long id = nextId++;
    List<Seat> taken = seats.send(queue, options.batch().sizeMax(), id);
    assert !taken.isEmpty() && taken.size() <= options.batch().sizeMax();
    gate.onSent(now);
    Set<String> charged = new LinkedHashSet<>();
    List<String> ids = new ArrayList<>(taken.size());
    for (Seat seat : taken) {
      ids.add(seat.id);
      seat.flights.forEach(flight -> charged.addAll(flight.workflows));
    }
    calls.put(id, new Under(queue, taken, charged, now + options.callMs()));
    out.accept(new Effect.Send(id, new Call(queue.endpoint, List.copyOf(ids))));
  }

  /** A call has ended; null if it was given up already. */
  @Nullable Under end(long id) {
    Under call = calls.remove(id);
    if (call != null) {
      call.queue.under--;
      gate.onDone();
    }
    return call;
  }

  /** A call that was really made: it is counted, and charged to those who asked. */
  void onMade(Under call, Call.Reply reply, long now) {
    counters.count(Counter.CALLS);
    workflows.onCall(call.workflows, now);
    brokenInARow = reply instanceof Call.Broken ? brokenInARow + 1 : 0;
  }

  void onLatency(Under call, long tookMs) {
    call.queue.departures.onLatency(tookMs);
  }

  void pauseAll(long ms, long now) {
    gate.pause(now + ms);
  }

  void pace(double ratePerSecond, long now) {
    gate.rate(ratePerSecond, now);
  }

  Survey.Reply survey(Flights flights, long now) {
    return new Survey.Reply(flights.size(), flights.pendings().size(), calls.size(), brokenInARow,
        gate.rate(), gate.pausedMs(now));
  }

  /** Queues a seat again after a pause of its own; false if it has had all its attempts. */
  boolean retry(Seat seat, long now) {
    if (seat.attempts >= options.retry().attemptsMax()) {
      return false;
    }
    seat.blockedSince = Gate.NEVER;
    long pause = options.retry().pause(seat.attempts, random.nextDouble());
    seats.queue(seat.endpoint).pause(seat, now + pause);
    return true;
  }

  /** Queues a seat again whose call was not made; false if that goes on for too long. */
  boolean putBack(Seat seat, long now) {
    seat.attempts--;
    seat.blockedSince = Math.min(seat.blockedSince, now);
    if (now - seat.blockedSince >= options.retry().outageMax().toMillis()) {
      return false;
    }
    seats.queue(seat.endpoint).add(seat, now);
    return true;
  }

  /** Calls that nobody has reported on in time. */
  List<Long> overdue(long now) {
    List<Long> overdue = new ArrayList<>();
    calls.forEach((id, call) -> {
      if (call.deadline <= now) {
        overdue.add(id);
      }
    });
    return overdue;
  }

  /** When there is something to do next. */
  long wakesAt(Collection<Pending> pendings, long now) {
    long wake = Gate.NEVER;
    for (Under call : calls.values()) {
      wake = Math.min(wake, call.deadline);
    }
    long opens = gate.opensAt(now);
    for (Queue queue : seats.queues()) {
      wake = Math.min(wake, queue.pauseEndsAt());
      if (queue.size() > 0 && opens < wake) {
        wake = Math.min(wake, Math.max(opens, queue.departures.leavesAt(queue, pendings, now)));
      }
    }
    return wake;
  }

  void close() {
    calls.clear();
  }
}
