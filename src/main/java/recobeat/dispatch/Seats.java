package recobeat.dispatch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import recobeat.model.Endpoint;
import recobeat.model.Key;
import recobeat.model.Kind;

/**
 * Which seat a flight takes. There is one seat for an id at an endpoint, queued or sent, so no id
 * is in two calls or twice in one; flights of several kinds, or under several names, share it.
 */
final class Seats {

  private record Place(Endpoint endpoint, String id) {}

  private final Map<Place, Seat> seats = new HashMap<>();
  private final Map<Endpoint, Queue> queues = new EnumMap<>(Endpoint.class);

  Seats(BatchOptions options) {
    for (Endpoint endpoint : Endpoint.values()) {
      queues.put(endpoint, new Queue(endpoint, options));
    }
  }

  /** Gives a flight the seat of its value's canonical key. */
  void take(Flight flight, Key canonical, long now) {
    Seat riding = seats.get(new Place(Endpoint.FEATURES, canonical.text()));
    if (canonical.kind() == Kind.TRACK_ID && riding != null) {
      // Rows of features tell both names of a track too.
      sit(flight, riding, now);
    } else {
      takeOwn(flight, canonical, now);
    }
  }

  /** The same, at the kind's own endpoint. */
  void takeOwn(Flight flight, Key canonical, long now) {
    Place place = new Place(canonical.kind().endpoint(), canonical.text());
    Seat known = seats.get(place);
    if (known != null) {
      sit(flight, known, now);
      return;
    }
    Seat seat = new Seat(place.endpoint, place.id, flight.urgency(), flight.account());
    seats.put(place, seat);
    seat.flights.add(flight);
    flight.seat = seat;
    queue(place.endpoint).add(seat, now);
  }

  private void sit(Flight flight, Seat seat, long now) {
    seat.flights.add(flight);
    flight.seat = seat;
    if (seat.state == Seat.State.SENT) {
      flight.onCall(seat.call);
    }
    queue(seat.endpoint).promote(seat, flight.urgency(), flight.account(), now);
  }

  /** Somebody has begun to wait for flights. */
  void wanted(Pending pending, long now) {
    for (Flight flight : pending.flights) {
      Seat seat = flight == null ? null : flight.seat;
      if (seat != null) {
        queue(seat.endpoint).promote(seat, pending.urgency, pending.account, now);
      }
    }
  }

  /** Nobody waits for a flight any more. */
  void unwanted(Flight flight, long now) {
    Seat seat = flight.seat;
    if (seat != null && !seat.isWanted()) {
      queue(seat.endpoint).move(seat, flight.urgency(), flight.account(), now);
    }
  }

  /** A flight has ended; a queued seat that nobody needs any more is given up. */
  void leave(Flight flight) {
    Seat seat = flight.seat;
    flight.seat = null;
    if (seat != null && seat.flights.remove(flight)
        && seat.flights.isEmpty() && seat.state != Seat.State.SENT) {
      queue(seat.endpoint).remove(seat);
      seats.remove(new Place(seat.endpoint, seat.id));
    }
  }

  /** The call of a sent seat has ended for good. */
  void end(Seat seat) {
    seats.remove(new Place(seat.endpoint, seat.id));
  }

  /** Queued flights that nobody waits for, nor is about to; no more than a number of them. */
  List<Flight> unneeded(Set<Key> asked, long max) {
    return Stream.of(Urgency.ABANDONED, Urgency.REFRESH)
        .flatMap(urgency -> queues.values().stream().flatMap(queue -> queue.seats(urgency)))
        .flatMap(seat -> seat.flights.stream())
        .filter(flight -> !flight.isWanted() && !asked.contains(flight.key))
        .limit(max)
        .toList();
  }

  /** Queued flights that nobody waits for any more since before a time. */
  List<Flight> abandonedBefore(long time) {
    List<Flight> abandoned = new ArrayList<>(0);
    for (Queue queue : queues.values()) {
      if (queue.size(Urgency.ABANDONED) > 0) {
        queue.seats(Urgency.ABANDONED).takeWhile(seat -> seat.queuedAt < time)
            .flatMap(seat -> seat.flights.stream())
            .filter(flight -> !flight.isWanted())
            .forEach(abandoned::add);
      }
    }
    return abandoned;
  }

  Queue queue(Endpoint endpoint) {
    Queue queue = queues.get(endpoint);
    assert queue != null;
    return queue;
  }

  Collection<Queue> queues() {
    return queues.values();
  }

  void close() {
    seats.clear();
    queues.values().forEach(Queue::clear);
  }

  /**
   * Takes the seats of one call, whose number is given.
   *
   * @param onlyBackground whether those stay for whom somebody waits
   */
  List<Seat> send(Queue queue, int max, long call, boolean onlyBackground) {
    List<Seat> taken = queue.take(queue.endpoint.isBulk() ? max : 1, onlyBackground);
    taken.forEach(seat -> seat.send(call));
    queue.under++;
    return taken;
  }
}
