package recobeat.dispatch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import recobeat.message.Accept;
import recobeat.message.Failure;
import recobeat.message.Get;
import recobeat.message.Trace;
import recobeat.model.Entry;
import recobeat.model.Key;
import recobeat.model.Reason;
import recobeat.model.Source;

/**
 * The flight table and the requests that wait for its flights: at most one flight for a key, and
 * exactly one answer for a request.
 */
final class Flights {

  private final Map<Key, Flight> flights = new HashMap<>();
  private final Map<Long, Pending> pendings = new HashMap<>();
  private final TreeSet<Pending> byDeadline = new TreeSet<>(
      Comparator.comparingLong((Pending pending) -> pending.deadline)
          .thenComparingLong(pending -> pending.token));
  private final Workflows workflows;
  private final Consumer<Effect> out;

  Flights(Workflows workflows, Consumer<Effect> out) {
    this.workflows = workflows;
    this.out = out;
  }

  int size() {
    return flights.size();
  }

  Collection<Pending> pendings() {
    return pendings.values();
  }

  @Nullable Flight get(Key key) {
    return flights.get(key);
  }

  /** How far those of these are that are under way. */
  List<Trace.Flight> trace(List<Key> keys) {
    List<Trace.Flight> traced = new ArrayList<>();
    for (Key key : keys) {
      Flight flight = flights.get(key);
      if (flight != null) {
        traced.add(flight.trace());
      }
    }
    return traced;
  }

  /** How many of these are not under way yet. */
  int missing(List<Key> keys) {
    int missing = 0;
    for (Key key : keys) {
      if (!flights.containsKey(key)) {
        missing++;
      }
    }
    return missing;
  }

  /** Registers a request, joins what is under way and starts flights for the rest. */
  List<Flight> admit(Pending pending, long now) {
    pendings.put(pending.token, pending);
    byDeadline.add(pending);
    List<Flight> started = new ArrayList<>();
    List<Key> keys = pending.get.keys();
    for (int i = 0; i < keys.size(); i++) {
      Flight flight = flights.get(keys.get(i));
      if (flight == null) {
        flight = start(keys.get(i), pending);
        started.add(flight);
      }
      join(flight, pending, i, now);
    }
    return started;
  }

  /** Starts a flight; for a refresh without anybody who waits. */
  Flight start(Key key, @Nullable Pending starter) {
    Flight flight = new Flight(key, starter);
    flights.put(key, flight);
    return flight;
  }

  private void join(Flight flight, Pending pending, int index, long now) {
    if (pending.get.workflow() != null) {
      flight.workflows.add(pending.get.workflow());
    }
    if (flight.stale != null && pending.get.accept() != Accept.FRESH) {
      answer(pending, index, Get.Answer.of(flight.stale, Source.STALE), now);
    } else {
      flight.waiters.put(pending, index);
      pending.flights[index] = flight;
      Seat seat = flight.seat;
      if (seat != null && seat.state == Seat.State.SENT) {
        pending.onCall(seat.call);
      }
    }
  }

  /** Serves what is past its life to those who take it; the flight goes on. */
  void serveStale(Flight flight, Entry entry, long now) {
    flight.stale = entry;
    for (Pending pending : List.copyOf(flight.waiters.keySet())) {
      if (pending.get.accept() != Accept.FRESH) {
        leave(flight, pending, Get.Answer.of(entry, Source.STALE), now);
      }
    }
  }

  /**
   * Ends a flight with an entry.
   *
   * @param source for who started it
   * @param joined for everybody else
   */
  void settle(Flight flight, Entry entry, Source source, Source joined, long now) {
    flights.remove(flight.key);
    for (Pending pending : List.copyOf(flight.waiters.keySet())) {
      Source from = pending == flight.starter ? source : joined;
      leave(flight, pending, Get.Answer.of(entry, from), now);
    }
  }

  /** Ends a flight without an answer: everybody who joined gets the same reason. */
  void fail(Flight flight, Reason reason, long now) {
    flights.remove(flight.key);
    for (Pending pending : List.copyOf(flight.waiters.keySet())) {
      leave(flight, pending, Get.Answer.failed(reason), now);
    }
  }

  private void leave(Flight flight, Pending pending, Get.Answer answer, long now) {
    Integer index = flight.waiters.remove(pending);
    assert index != null;
    pending.flights[index] = null;
    answer(pending, index, answer, now);
  }

  private void answer(Pending pending, int index, Get.Answer answer, long now) {
    pending.answer(index, answer);
    if (pending.isComplete()) {
      end(pending, now);
    }
  }

  private void end(Pending pending, long now) {
    pending.ended = true;
    pendings.remove(pending.token);
    byDeadline.remove(pending);
    Get.Reply reply = pending.reply(Reason.TIMED_OUT);
    workflows.onAnswered(pending.get.workflow(), reply, now);
    out.accept(new Effect.Answer(pending.token, reply));
  }

  /** Answers whose wait is over; their flights go on. Those are returned that nobody waits for. */
  List<Flight> onTime(long now) {
    List<Flight> unwanted = new ArrayList<>();
    while (nextDeadline() <= now) {
      Pending over = byDeadline.first();
      for (Flight flight : over.flights) {
        if (flight != null) {
          flight.waiters.remove(over);
          if (!flight.isWanted()) {
            unwanted.add(flight);
          }
        }
      }
      end(over, now);
    }
    return unwanted;
  }

  /** Forgets a flight that nobody waits for. */
  void drop(Flight flight) {
    assert !flight.isWanted();
    flights.remove(flight.key);
  }

  long nextDeadline() {
    return byDeadline.isEmpty() ? Gate.NEVER : byDeadline.first().deadline;
  }

  /** Refuses everybody who waits, and forgets all flights. */
  void close() {
    for (Pending pending : pendings.values()) {
      pending.ended = true;
      out.accept(new Effect.Refuse(
          pending.token, Failure.CLOSING, "the engine is closing"));
    }
    pendings.clear();
    byDeadline.clear();
    flights.clear();
  }
}
