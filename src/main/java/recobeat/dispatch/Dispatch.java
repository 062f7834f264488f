package recobeat.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import recobeat.message.Call;
import recobeat.message.Claim;
import recobeat.message.Failure;
import recobeat.message.Find;
import recobeat.message.GateState;
import recobeat.message.Get;
import recobeat.message.Recent;
import recobeat.message.Survey;
import recobeat.message.Trace;
import recobeat.message.WorkflowReport;
import recobeat.metrics.Counter;
import recobeat.metrics.Counters;
import recobeat.model.Entry;
import recobeat.model.Freshness;
import recobeat.model.Key;
import recobeat.near.Hits;
import recobeat.time.Time;

/**
 * The dispatcher's decisions. Inputs are what happened, results are what is to be done; nothing
 * here sends or waits. One thread owns it.
 *
 * <p>A key that is asked for becomes a flight. It is looked up in the cache; if that does not
 * settle it, it takes a seat in a call, and the report on that call settles it.
 */
final class Dispatch {

  /** How long it is believed that somebody asks again, who asked and did not wait. */
  private static final long ABANDONED_MS = 30_000;

  private final DispatchOptions options;
  private final Time time;
  private final Counters counters;
  private final DispatchLog log = new DispatchLog();
  private final Workflows workflows;
  private final Flights flights;
  private final Seats seats;
  private final Calls calls;
  private final Looks looks;
  private final Reports reports;
  private List<Effect> effects = new ArrayList<>();
  private boolean closed;
  private @Nullable Thread owner;

  Dispatch(DispatchOptions options, Time time, RandomGenerator random, Counters counters) {
    this.options = options;
    this.time = time;
    this.counters = counters;
    this.workflows = new Workflows(options.workflow(), counters, log);
    this.flights = new Flights(workflows, this::out);
    this.seats = new Seats(options.batch());
    this.looks = new Looks(options.lookMs());
    this.calls = new Calls(options, seats, workflows, random, counters, this::out);
    this.reports = new Reports(time, random, counters, flights, seats, calls, this::out);
  }

  /**
   * Somebody asks.
   *
   * @param token names the request in the effect that answers it
   */
  List<Effect> onGet(long token, Get get) {
    assert isOwned();
    long now = time.millis();
    makeRoom(get);
    if (closed) {
      out(new Effect.Refuse(token, Failure.CLOSING, "the engine is closing"));
    } else if (isFull(get)) {
      counters.count(Counter.OVERLOADED);
      log.onOverloaded(flights.size(), flights.pendings().size(), now);
      workflows.onRefused(get.workflow(), get.keys().size(), now);
      out(new Effect.Refuse(token, Failure.OVERLOADED, "too much is waiting: " + flights.size()
          + " ids in " + flights.pendings().size() + " requests"));
    } else {
      workflows.onAsked(get.workflow(), get.keys().size(), now);
      calls.onRequest(flights.pendings().size(), now);
      long deadline = get.waitMs() > Gate.NEVER - now ? Gate.NEVER - 1 : now + get.waitMs();
      Pending pending = new Pending(token, get, deadline);
      List<Flight> started = flights.admit(pending, now);
      seats.wanted(pending, now);
      look(started, now);
    }
    return decided(now);
  }

  /** What nobody waits for gives way to who does. */
  private void makeRoom(Get get) {
    Urgency urgency = Urgency.of(get.priority());
    long over = flights.size() + flights.missing(get.keys())
        - (long) (urgency.share * options.queue().flightsMax());
    if (over > 0 && !closed) {
      seats.unneeded(Set.copyOf(get.keys()), over).forEach(this::drop);
    }
  }

  private void drop(Flight flight) {
    seats.leave(flight);
    flights.drop(flight);
  }

  /** The less urgent it is, the earlier. */
  private boolean isFull(Get get) {
    Urgency urgency = Urgency.of(get.priority());
    return flights.pendings().size() >= urgency.share * options.queue().requestsMax()
        || isFull(urgency, flights.missing(get.keys()));
  }

  private boolean isFull(Urgency urgency, int more) {
    return flights.size() + more > urgency.share * options.queue().flightsMax();
  }

  /** Entries are past their life. */
  List<Effect> onRefresh(List<Key> keys) {
    assert isOwned();
    long now = time.millis();
    List<Flight> started = new ArrayList<>();
    for (Key key : keys) {
      if (!closed && flights.get(key) == null && !isFull(Urgency.REFRESH, 1)) {
        started.add(flights.start(key, null));
      }
    }
    look(started, now);
    return decided(now);
  }

  private void look(List<Flight> started, long now) {
    if (!started.isEmpty()) {
      long id = looks.begin(started, now);
      out(new Effect.Look(id, new Find(started.stream().map(flight -> flight.key).toList())));
    }
  }

  /** The cache verticle has looked; null if it could not. */
  List<Effect> onFound(long id, Find.@Nullable Reply reply) {
    assert isOwned();
    long now = time.millis();
    List<Flight> looked = looks.end(id, now);
    if (looked != null) {
      found(looked, reply, now);
    }
    return decided(now);
  }

  private void found(List<Flight> looked, Find.@Nullable Reply reply, long now) {
    if (reply == null) {
      counters.count(Counter.LOOKUPS_LOST);
    }
    for (int i = 0; i < looked.size(); i++) {
      Flight flight = looked.get(i);
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

  /** The next call has its turn among all engines; null if it could not be asked for. */
  List<Effect> onClaimed(Claim.@Nullable Reply reply) {
    assert isOwned();
    long now = time.millis();
    calls.onClaimed(reply, now);
    return decided(now);
  }

  /** A fetcher has reported. */
  List<Effect> onCalled(long id, Call.Reply reply) {
    assert isOwned();
    long now = time.millis();
    Calls.Under call = calls.end(id);
    if (call != null) {
      reports.onReport(call, reply, now);
      if (reply instanceof Call.Throttled) {
        log.onRefused(calls.survey(flights, now), now);
      }
    }
    return decided(now);
  }

  /** Time has passed. */
  List<Effect> onTime() {
    assert isOwned();
    long now = time.millis();
    flights.onTime(now).forEach(flight -> unwanted(flight, now));
    for (List<Flight> lost = looks.giveUp(now); lost != null; lost = looks.giveUp(now)) {
      found(lost, null, now);
    }
    calls.overdue(now).forEach(id -> {
      Calls.Under call = calls.end(id);
      if (call != null) {
        reports.onReport(call, new Call.Broken("no fetcher reported in time"), now);
      }
    });
    return decided(now);
  }

  /** What is queued for nobody may go on, but in nobody's way. */
  private void unwanted(Flight flight, long now) {
    if (flight.isQueued() && isFull(Urgency.ABANDONED, 0)) {
      drop(flight);
    } else {
      seats.unwanted(flight, now);
    }
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

  Recent.Reply recent(int max) {
    assert isOwned();
    return workflows.recent(max, time.millis());
  }

  /** What the gate had learned before a restart. */
  void recall(GateState state) {
    assert isOwned();
    calls.recall(state, time.millis());
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
    return Math.min(wake, looks.givenUpAt());
  }

  private List<Effect> decided(long now) {
    if (!closed) {
      seats.abandonedBefore(now - ABANDONED_MS).forEach(this::drop);
      calls.depart(flights.pendings(), now);
      List<Seat> hopeless = calls.hopeless(now);
      if (!hopeless.isEmpty()) {
        hopeless.forEach(seat -> reports.giveUp(seat, now));
        // With them those are gone for whom others were held.
        calls.depart(flights.pendings(), now);
      }
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

  private void out(Effect effect) {
    effects.add(effect);
  }
}
