package recobeat.dispatch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import recobeat.message.Call;
import recobeat.metrics.Counter;
import recobeat.metrics.Counters;

/** Lets batches go when they are due and the gate is open, and sends seats again that failed. */
final class Calls {

  /** A call under way. */
  record Under(Queue queue, List<Seat> seats, long deadline) {}

  private final DispatchOptions options;
  private final Seats seats;
  private final Workflows workflows;
  private final Gate gate;
  private final Map<Queue, Departures> departures = new HashMap<>();
  private final Map<Long, Under> calls = new HashMap<>();
  private final RandomGenerator random;
  private final Counters counters;
  private final Consumer<Effect> out;
  private long nextId;

  Calls(DispatchOptions options, Seats seats, Workflows workflows, RandomGenerator random,
      Counters counters, Consumer<Effect> out) {
    this.options = options;
    this.seats = seats;
    this.workflows = workflows;
    this.gate = new Gate(options.gate());
    this.random = random;
    this.counters = counters;
    this.out = out;
    seats.queues().forEach(queue -> departures.put(queue, new Departures(options.batch())));
  }

  void onRequest(int others, long now) {
    departures.values().forEach(each -> each.onRequest(others, now));
  }

  /** Sends what may leave now. */
  void depart(int pendings, long now) {
    for (Queue queue : seats.queues()) {
      queue.onTime(now);
    }
    for (Queue next = next(pendings, now);
        next != null && gate.opensAt(now) == now;
        next = next(pendings, now)) {
      send(next, now);
    }
  }

  /** The due queue whose seats have waited longest, so that none starves another. */
  private @Nullable Queue next(int pendings, long now) {
    Queue oldest = null;
    for (Queue queue : seats.queues()) {
      if (leavesAt(queue, pendings, now) <= now
          && (oldest == null || since(queue) < since(oldest))) {
        oldest = queue;
      }
    }
    return oldest;
  }

  private static long since(Queue queue) {
    return Math.min(queue.wantedSince(), queue.refreshesSince());
  }

  private long leavesAt(Queue queue, int pendings, long now) {
    return departures(queue).leavesAt(queue, pendings, now);
  }

  private Departures departures(Queue queue) {
    Departures known = departures.get(queue);
    assert known != null;
    return known;
  }

  private void send(Queue queue, long now) {
    long id = nextId++;
    List<Seat> taken = seats.send(queue, options.batch().sizeMax(), id);
    assert !taken.isEmpty() && taken.size() <= options.batch().sizeMax();
    gate.onSent(now);
    counters.count(Counter.CALLS);
    Set<String> charged = new LinkedHashSet<>();
    List<String> ids = new ArrayList<>(taken.size());
    for (Seat seat : taken) {
      ids.add(seat.id);
      seat.flights.forEach(flight -> charged.addAll(flight.workflows));
    }
    workflows.onCall(charged, now);
    calls.put(id, new Under(queue, taken, now + options.callMs()));
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

  void onLatency(Under call, long tookMs) {
    departures(call.queue).onLatency(tookMs);
  }

  void pauseAll(long ms, long now) {
    gate.pause(now + ms);
  }

  /** Queues a seat again after a pause of its own; false if it has had all its attempts. */
  boolean retry(Seat seat, long now) {
    if (seat.attempts >= options.retry().attemptsMax()) {
      return false;
    }
    long pause = options.retry().pause(seat.attempts, random.nextDouble());
    seats.queue(seat.endpoint).pause(seat, now + pause);
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
  long wakesAt(int pendings, long now) {
    long wake = Gate.NEVER;
    for (Under call : calls.values()) {
      wake = Math.min(wake, call.deadline);
    }
    long opens = gate.opensAt(now);
    for (Queue queue : seats.queues()) {
      wake = Math.min(wake, queue.pauseEndsAt());
      if (queue.size() > 0) {
        wake = Math.min(wake, Math.max(opens, leavesAt(queue, pendings, now)));
      }
    }
    return wake;
  }

  int size() {
    return calls.size();
  }

  void close() {
    calls.clear();
  }
}
