package recobeat.dispatch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import recobeat.message.Call;
import recobeat.message.Learned;
import recobeat.message.Row;
import recobeat.message.Store;
import recobeat.metrics.Counter;
import recobeat.metrics.Counters;
import recobeat.model.Endpoint;
import recobeat.model.Entry;
import recobeat.model.Json;
import recobeat.model.Key;
import recobeat.model.Kind;
import recobeat.model.Reason;
import recobeat.model.Source;
import recobeat.time.Time;

/**
 * What follows from the report on a call. Rows settle every flight that they name, wherever it is;
 * a complete answer without a row settles the rest of its seats as absent; the seats of a failed
 * call are sent again, until they have had all their attempts.
 */
final class Reports {

  private final Time time;
  private final RandomGenerator random;
  private final Counters counters;
  private final Flights flights;
  private final Seats seats;
  private final Calls calls;
  private final Consumer<Effect> out;

  Reports(Time time, RandomGenerator random, Counters counters, Flights flights,
      Seats seats, Calls calls, Consumer<Effect> out) {
    this.time = time;
    this.random = random;
    this.counters = counters;
    this.flights = flights;
    this.seats = seats;
    this.calls = calls;
    this.out = out;
  }

  /** A call was answered, or not, or not even made. */
  void onReport(Calls.Under call, Call.Reply reply, long now) {
    calls.onReport(call, reply, now);
    if (reply instanceof Call.Rows rows) {
      answered(call, rows.rows(), rows.body(), now);
    } else if (reply instanceof Call.Nothing) {
      answered(call, List.of(), null, now);
    } else if (reply instanceof Call.Refused) {
      call.seats().forEach(seat -> fail(seat, Reason.REFUSED, now));
    } else if (reply instanceof Call.Open) {
      call.seats().forEach(seat -> putBack(seat, now));
    } else if (reply instanceof Call.Throttled) {
      call.seats().forEach(seat -> again(seat, now));
    } else {
      broken(call, now);
    }
  }

  private void broken(Calls.Under call, long now) {
    if (!calls.isRepeatable(call)) {
      call.seats().forEach(seat -> again(seat, now));
    } else if (!calls.mayRepeat(now)) {
      counters.count(Counter.BUDGET_SPENT);
      call.seats().forEach(seat -> fail(seat, Reason.UNAVAILABLE, now));
    } else if (calls.isPoisoned(call) && calls.mayRepeat(now)) {
      split(call.seats(), now);
    } else {
      call.seats().forEach(seat -> again(seat, now));
    }
  }

  /** In halves, until the one stands alone that breaks the others' calls. */
  private void split(List<Seat> all, long now) {
    List<Seat> needed = new ArrayList<>();
    for (Seat seat : all) {
      if (seat.flights.isEmpty()) {
        seats.end(seat);
      } else {
        needed.add(seat);
      }
    }
    int half = needed.size() / 2;
    calls.retryTogether(List.copyOf(needed.subList(0, half)), now);
    calls.retryTogether(List.copyOf(needed.subList(half, needed.size())), now);
  }

  /** Gives up on a seat that is queued. */
  void giveUp(Seat seat, long now) {
    seats.queue(seat.endpoint).remove(seat);
    fail(seat, Reason.UNAVAILABLE, now);
  }

  private void putBack(Seat seat, long now) {
    if (seat.flights.isEmpty()) {
      seats.end(seat);
    } else {
      calls.putBack(seat, now);
    }
  }

  private void again(Seat seat, long now) {
    if (seat.flights.isEmpty()) {
      seats.end(seat);
    } else if (!calls.retry(seat, now)) {
      fail(seat, Reason.UNAVAILABLE, now);
    }
  }

  private void fail(Seat seat, Reason reason, long now) {
    seats.end(seat);
    for (Flight flight : List.copyOf(seat.flights)) {
      seats.leave(flight);
      flights.fail(flight, reason, now);
    }
  }

  private void answered(
      Calls.Under call, List<Row> rows, @Nullable Json body, long now) {
    Endpoint endpoint = call.queue().endpoint;
    Set<String> asked = new HashSet<>();
    call.seats().forEach(seat -> asked.add(seat.id));
    Harvest harvest =
        new Harvest(endpoint.isBulk() ? asked : Set.of(), time.epochMillis(), this::jitter);
    harvest.learn(rows);
    counters.count(Counter.ROWS_DROPPED, harvest.dropped);
    if (!endpoint.isBulk() && body != null) {
      Seat seat = call.seats().get(0);
      harvest.learn(
          new Key(Kind.at(endpoint).get(0), seat.id), body, rows.isEmpty(), strikes(seat));
    }
    List<Seat> undecided = new ArrayList<>();
    for (Seat seat : call.seats()) {
      if (!seat.flights.isEmpty() && !harvest.knows(endpoint, seat.id)) {
        if (harvest.mayLackName(seat.id)) {
          undecided.add(seat);
        } else {
          harvest.lack(endpoint, seat.id, strikes(seat));
        }
      }
    }
    // Stored before anybody is answered, so that whoever asks next finds it.
    if (!harvest.writes.isEmpty()) {
      out.accept(new Effect.Learn(new Store(List.copyOf(harvest.writes))));
    }
    if (!harvest.tracks.isEmpty()) {
      out.accept(new Effect.Teach(new Learned(List.copyOf(harvest.tracks))));
    }
    for (Seat seat : call.seats()) {
      if (undecided.contains(seat)) {
        again(seat, now);
      } else {
        settle(seat, harvest, now);
      }
    }
    harvest.settled.forEach((key, entry) -> join(flights.get(key), entry, now));
    harvest.implied.forEach((key, entry) -> {
      Flight flight = flights.get(key);
      if (flight != null && flight.isQueued() && flight.stale == null) {
        join(flight, entry, now);
      }
    });
  }

  /** Somebody else's call has told it. */
  private void join(@Nullable Flight flight, Entry entry, long now) {
    if (flight != null) {
      seats.leave(flight);
      flights.settle(flight, entry, Source.JOINED, Source.JOINED, now);
    }
  }

  private void settle(Seat seat, Harvest harvest, long now) {
    seats.end(seat);
    for (Flight flight : List.copyOf(seat.flights)) {
      Key key = new Key(flight.key.kind(), seat.id);
      Entry entry = harvest.settled.get(key);
      seats.leave(flight);
      if (entry == null) {
        // It rode on features, which a track need not have; now it asks for itself.
        seats.takeOwn(flight, key, now);
      } else {
        flights.settle(flight, entry, Source.RECOBEAT, Source.JOINED, now);
      }
    }
  }

  /** Of those who ask for what the call tells; others only ride along. */
  private static int strikes(Seat seat) {
    return seat.flights.stream()
        .filter(flight -> flight.key.kind().endpoint() == seat.endpoint)
        .mapToInt(flight -> flight.strikes).max().orElse(0);
  }

  private int jitter() {
    return random.nextInt(256);
  }
}
