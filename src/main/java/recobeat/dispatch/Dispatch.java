package recobeat.dispatch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import recobeat.message.Call;
import recobeat.message.Failure;
import recobeat.message.Find;
import recobeat.message.Get;
import recobeat.message.Row;
import recobeat.message.Store;
import recobeat.message.Survey;
import recobeat.message.Trace;
import recobeat.message.WorkflowReport;
import recobeat.metrics.Counter;
import recobeat.metrics.Counters;
import recobeat.model.Endpoint;
import recobeat.model.Entry;
import recobeat.model.Freshness;
import recobeat.model.Json;
import recobeat.model.Key;
import recobeat.model.Kind;
import recobeat.model.Reason;
import recobeat.model.Source;
import recobeat.near.Hits;
import recobeat.time.Time;

/**
 * The dispatcher's decisions. Inputs are what happened, results are what is to be done; nothing
 * here sends or waits. One thread owns it.
 *
 * <p>A key that is asked for becomes a flight. It is looked up in the cache; if that does not
 * settle it, it takes a seat in a call. Rows settle every flight that they name, wherever it is;
 * a complete answer without a row settles the rest of its seats as absent; the seats of a failed
 * call are sent again, until they have had all their attempts.
 */
final class Dispatch {

  /** A look-up among others that go on is given up after this many times its limit. */
  private static final int LOOKS_PATIENCE = 10;

  private record Look(List<Flight> flights, long since) {}

  private final DispatchOptions options;
  private final Time time;
  private final RandomGenerator random;
  private final Counters counters;
  private final Workflows workflows;
  private final Flights flights;
  private final Seats seats;
  private final Calls calls;

  /** Look-ups under way in the order of their beginning, and when one of them was answered last. */
  private final Map<Long, Look> looks = new LinkedHashMap<>();
  private long lookedAt = Long.MIN_VALUE;

  private List<Effect> effects = new ArrayList<>();
  private long nextLook;
  private boolean closed;
  private @Nullable Thread owner;

  Dispatch(DispatchOptions options, Time time, RandomGenerator random, Counters counters) {
    this.options = options;
    this.time = time;
    this.random = random;
    this.counters = counters;
    this.workflows = new Workflows(options.workflow());
    this.flights = new Flights(workflows, this::out);
    this.seats = new Seats(options.batch());
    this.calls = new Calls(options, seats, workflows, random, counters, this::out);
  }

  /**
   * Somebody asks.
   *
   * @param token names the request in the effect that answers it
   */
  List<Effect> onGet(long token, Get get) {
    assert isOwned();
    long now = time.millis();
    if (closed) {
      out(new Effect.Refuse(token, Failure.CLOSING, "the engine is closing"));
    } else if (isFull(get)) {
      counters.count(Counter.OVERLOADED);
      out(new Effect.Refuse(token, Failure.OVERLOADED, "too much is waiting: " + flights.size()
          + " ids in " + flights.pendings().size() + " requests"));
    } else {
      workflows.onAsked(get.workflow(), get.keys().size(), now);
      calls.onRequest(flights.pendings().size(), now);
      long deadline = get.waitMs() > Gate.NEVER - now ? Gate.NEVER - 1 : now + get.waitMs();
      List<Flight> started = flights.admit(new Pending(token, get, deadline), now);
      get.keys().forEach(key -> want(flights.get(key), now));
      look(started, now);
    }
    return decided(now);
  }

  private boolean isFull(Get get) {
    return flights.pendings().size() >= options.queue().requestsMax()
        || flights.size() + flights.missing(get.keys()) > options.queue().flightsMax();
  }

  private void want(@Nullable Flight flight, long now) {
    if (flight != null && flight.seat != null) {
      seats.wanted(flight.seat, now);
    }
  }

  /** Entries are past their life. */
  List<Effect> onRefresh(List<Key> keys) {
    assert isOwned();
    long now = time.millis();
    List<Flight> started = new ArrayList<>();
    for (Key key : keys) {
      if (!closed && flights.get(key) == null && flights.size() < options.queue().flightsMax()) {
        started.add(flights.start(key, null));
      }
    }
    look(started, now);
    return decided(now);
  }

  private void look(List<Flight> started, long now) {
    if (!started.isEmpty()) {
      long id = nextLook++;
      looks.put(id, new Look(started, now));
      out(new Effect.Look(id, new Find(started.stream().map(flight -> flight.key).toList())));
    }
  }

  /** The cache verticle has looked; null if it could not. */
  List<Effect> onFound(long id, Find.@Nullable Reply reply) {
    assert isOwned();
    long now = time.millis();
    Look look = looks.remove(id);
    if (look != null) {
      lookedAt = now;
      found(look, reply, now);
    }
    return decided(now);
  }

  private void found(Look look, Find.@Nullable Reply reply, long now) {
    if (reply == null) {
      counters.count(Counter.LOOKUPS_LOST);
    }
    for (int i = 0; i < look.flights.size(); i++) {
      Flight flight = look.flights.get(i);
      // A row of somebody else's call may have settled it meanwhile.
      if (flights.get(flight.key) == flight) {
        found(flight, reply == null ? null : reply.found().get(i), now);
      }
    }
  }

  private void found(Flight flight, Find.@Nullable Found found, long now) {
    Entry entry = found == null ? null : found.entry();
    if (found == null || entry == null) {
      seats.take(flight, found == null ? flight.key : found.canonical(), now);
      return;
    }
    if (found.freshness() == Freshness.FRESH) {
      flights.settle(flight, entry, found.source(), found.source(), now);
      return;
    }
    flight.strikes = entry.isAbsent() ? entry.strikes() + 1 : 0;
    if (found.freshness() == Freshness.STALE) {
      flights.serveStale(flight, entry, now);
    }
    seats.take(flight, found.canonical(), now);
  }

  /** A fetcher has reported. */
  List<Effect> onCalled(long id, Call.Reply reply) {
    assert isOwned();
    long now = time.millis();
    Calls.Under call = calls.end(id);
    if (call != null) {
      called(call, reply, now);
    }
    return decided(now);
  }

  private void called(Calls.Under call, Call.Reply reply, long now) {
    if (reply instanceof Call.Open open) {
      putBack(call, open.retryMs(), now);
      return;
    }
    calls.onMade(call, reply, now);
    if (reply instanceof Call.Rows rows) {
      calls.onLatency(call, rows.tookMs());
      answered(call, rows.rows(), rows.body(), now);
    } else if (reply instanceof Call.Nothing) {
      answered(call, List.of(), null, now);
    } else if (reply instanceof Call.Throttled throttled) {
      counters.count(Counter.THROTTLED);
      throttled(call, throttled.retryAfterMs(), now);
    } else if (reply instanceof Call.Refused) {
      call.seats().forEach(seat -> fail(seat, Reason.REFUSED, now));
    } else {
      counters.count(Counter.BROKEN);
      again(call, now);
    }
  }

  private void throttled(Calls.Under call, long retryAfterMs, long now) {
    long told = Math.min(retryAfterMs, options.retry().retryAfterMax().toMillis());
    long attempts = call.seats().get(0).attempts;
    calls.pauseAll(
        told >= 0 ? told : options.retry().pause((int) attempts, random.nextDouble()), now);
    again(call, now);
  }

  /** Nothing can be asked now; those who wait go on waiting, for a while. */
  private void putBack(Calls.Under call, long retryMs, long now) {
    calls.pauseAll(retryMs, now);
    for (Seat seat : call.seats()) {
      if (seat.flights.isEmpty()) {
        seats.end(seat);
      } else if (!calls.putBack(seat, now)) {
        fail(seat, Reason.UNAVAILABLE, now);
      }
    }
  }

  private void again(Calls.Under call, long now) {
    call.seats().forEach(seat -> again(seat, now));
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
      out(new Effect.Learn(new Store(List.copyOf(harvest.writes))));
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

  /** Time has passed. */
  List<Effect> onTime() {
    assert isOwned();
    long now = time.millis();
    flights.onTime(now);
    while (looksGivenUpAt() <= now) {
      Look lost = looks.remove(looks.keySet().iterator().next());
      assert lost != null;
      found(lost, null, now);
    }
    calls.overdue(now).forEach(id -> {
      Calls.Under call = calls.end(id);
      if (call != null) {
        called(call, new Call.Broken("no fetcher reported in time"), now);
      }
    });
    return decided(now);
  }

  /** Hits that were answered without a message. */
  void onHits(Map<String, Hits.Tally> hits) {
    assert isOwned();
    hits.forEach(workflows::onHits);
    workflows.onTime(time.millis());
  }

  WorkflowReport report(String workflow) {
    assert isOwned();
    return workflows.report(workflow);
  }

  /** Calls may leave faster or slower from now on. */
  List<Effect> onPace(double ratePerSecond) {
    assert isOwned();
    long now = time.millis();
    calls.pace(ratePerSecond, now);
    return decided(now);
  }

  Survey.Reply survey() {
    assert isOwned();
    return calls.survey(flights, time.millis());
  }

  Trace.Reply trace(List<Key> keys) {
    assert isOwned();
    return new Trace.Reply(flights.trace(keys));
  }

  /** The engine closes: everybody who waits is told. */
  List<Effect> onClose() {
    assert isOwned();
    closed = true;
    flights.close();
    seats.close();
    calls.close();
    looks.clear();
    return taken();
  }

  /** When {@link #onTime} is due next, by {@link Time#millis}; never while nothing is under way. */
  long wakesAt() {
    long wake = Math.min(
        flights.nextDeadline(), calls.wakesAt(flights.pendings(), time.millis()));
    return Math.min(wake, looksGivenUpAt());
  }

  /** When the oldest look-up is given up: its limit runs from the last sign of life. */
  private long looksGivenUpAt() {
    if (looks.isEmpty()) {
      return Gate.NEVER;
    }
    long since = looks.values().iterator().next().since;
    return Math.min(
        Math.max(since, lookedAt) + options.lookMs(), since + LOOKS_PATIENCE * options.lookMs());
  }

  private List<Effect> decided(long now) {
    if (!closed) {
      calls.depart(flights.pendings(), now);
    }
    return taken();
  }

  private List<Effect> taken() {
    List<Effect> decided = effects;
    effects = new ArrayList<>();
    return decided;
  }

  private boolean isOwned() {
    if (owner == null) {
      owner = Thread.currentThread();
    }
    return owner == Thread.currentThread();
  }

  private int jitter() {
    return random.nextInt(256);
  }

  private void out(Effect effect) {
    effects.add(effect);
  }
}
