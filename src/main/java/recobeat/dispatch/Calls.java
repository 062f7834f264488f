package recobeat.dispatch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import recobeat.message.BreakerState;
import recobeat.message.Call;
import recobeat.message.Claim;
import recobeat.message.GateState;
import recobeat.message.Survey;
import recobeat.metrics.Counter;
import recobeat.metrics.Counters;

/** Lets batches go when they are due and the gate is open, and sends seats again that failed. */
final class Calls {

  /**
   * A call under way.
   *
   * @param isBackground whether nobody waited for it when it was sent
   * @param era of the circuit breaker
   */
  record Under(Queue queue, List<Seat> seats, boolean isBackground, Set<String> workflows,
      long sentAt, long deadline, int era) {}

  private static final Comparator<Queue> NEXT = Comparator
      .comparing(Queue::urgency, Comparator.nullsLast(Comparator.naturalOrder()))
      .thenComparingLong(Queue::since);

  private static final Comparator<Queue> TRIES =
      Comparator.comparing(Queue::hasBackground).reversed().thenComparing(NEXT);

  private final DispatchOptions options;
  private final Seats seats;
  private final Workflows workflows;
  private final Gate gate;
  private final Permits permits;
  private final Breaker breaker;
  private final Budget budget;
  private final Map<Long, Under> calls = new HashMap<>();
  private final RandomGenerator random;
  private final Counters counters;
  private final Consumer<Effect> out;
  private long nextId;

  /** Calls without an answer to be believed, since the last one that had one. */
  private int brokenInARow;

  /** When a call was answered last. */
  private long answeredAt = Long.MIN_VALUE;

  /** When a call was refused last for its rate, and how often in a row. */
  private long refusedAt = Long.MIN_VALUE;

  private int refusedInARow;

  private BreakerState told = BreakerState.CLOSED;

  Calls(DispatchOptions options, Seats seats, Workflows workflows, RandomGenerator random,
      Counters counters, Consumer<Effect> out) {
    this.options = options;
    this.seats = seats;
    this.workflows = workflows;
    this.gate = new Gate(options.gate(), options.callMs() / 2);
    this.permits = new Permits(options.gate().shared());
    this.breaker = new Breaker(options.breaker(), random);
    this.budget = new Budget(options.retry());
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
    while (opensAt(false, now) == now) {
      Queue next = next(pendings, now);
      if (next == null) {
        return;
      }
      if (!permits.take(now)) {
        boolean background = isBackground(next);
        permits.ask(background);
        out.accept(new Effect.Ask(gate.claim(background)));
        return;
      }
      send(next, now);
    }
  }

  private long opensAt(boolean inBackground, long now) {
    return permits.isAsked()
        ? Gate.NEVER
        : Math.max(gate.opensAt(inBackground, now), breaker.opensAt(now));
  }

  /** Whether nobody would wait for its next call: with what may well fail nobody is bothered. */
  private boolean isBackground(Queue queue) {
    return queue.hasOnlyBackground()
        || breaker.state() != BreakerState.CLOSED && queue.hasBackground();
  }

  /** The next call has its turn among all engines; null if it could not be asked for. */
  void onClaimed(Claim.@Nullable Reply reply, long now) {
    if (reply == null) {
      permits.give(0, now);
      return;
    }
    long others = permits.others(reply);
    long pausedMs = Math.min(reply.pausedMs(), options.retry().retryAfterMax().toMillis());
    gate.pause(now + pausedMs);
    if (permits.give(reply.waitMs(), now)) {
      gate.onOthers(others, reply.ceiling(), now);
      if (reply.waitMs() > 0) {
        gate.hold(permits.isAskedInBackground(), reply.waitMs(), now);
      }
    }
  }

  /**
   * The due queue whose next call is the most urgent, and has been waited for longest. Where the
   * background has to wait, others need not.
   */
  private @Nullable Queue next(Collection<Pending> pendings, long now) {
    Queue next = null;
    for (Queue queue : seats.queues()) {
      if (queue.size() > 0 && opensAt(isBackground(queue), now) <= now
          && queue.departures.leavesAt(queue, pendings, now) <= now
          && (next == null || order().compare(queue, next) < 0)) {
        next = queue;
      }
    }
    return next;
  }

  /** While calls only try, whichever nobody waits for comes first, whatever it asks for. */
  private Comparator<Queue> order() {
    return breaker.state() == BreakerState.CLOSED ? NEXT : TRIES;
  }

  private void send(Queue queue, long now) {
    long id = nextId++;
    boolean background = isBackground(queue);
    int era = breaker.onSent(now);
    List<Seat> taken = seats.send(queue, options.batch().sizeMax(), id, background);
    assert !taken.isEmpty() && taken.size() <= options.batch().sizeMax();
    gate.onSent(background, now);
    tellBreaker();
    Set<String> charged = new LinkedHashSet<>();
    List<String> ids = new ArrayList<>(taken.size());
    long first = Long.MAX_VALUE;
    for (Seat seat : taken) {
      ids.add(seat.id);
      for (Flight flight : seat.flights) {
        charged.addAll(flight.workflows);
        first = Math.min(first, flight.firstToken());
      }
    }
    calls.put(id,
        new Under(queue, taken, background, charged, now, now + options.callMs(), era));
    out.accept(new Effect.Send(
        id, new Call(queue.endpoint, List.copyOf(ids), List.copyOf(charged)),
        first == Long.MAX_VALUE ? Effect.Send.NOBODY : first));
  }

  /** A call has ended; null if it was given up already. */
  @Nullable Under end(long id) {
    Under call = calls.remove(id);
    if (call != null) {
      call.queue.under--;
      gate.onDone(call.isBackground, call.sentAt);
    }
    return call;
  }

  /** What came of a call tells how fast others may follow. */
  void onReport(Under call, Call.Reply reply, long now) {
    if (reply instanceof Call.Open) {
      breaker.onUnmade(call.era);
      return;
    }
    // A call that was really made is charged to those who asked.
    counters.onCall(call.queue.endpoint, reply, call.seats.size(),
        (int) call.seats.stream().filter(Seat::isWanted).count(), now - call.sentAt);
    workflows.onCall(call.workflows, now);
    budget.onCall();
    boolean broken = reply instanceof Call.Broken;
    if (broken) {
      call.seats.forEach(seat -> seat.brokenAt = Math.min(seat.brokenAt, now));
    } else if (!(reply instanceof Call.Throttled)) {
      answeredAt = now;
    }
    brokenInARow = broken ? brokenInARow + 1 : 0;
    if (reply instanceof Call.Throttled throttled) {
      breaker.onRefused(call.era);
      tellBreaker();
      if (call.sentAt > refusedAt) {
        refusedAt = now;
        refusedInARow++;
      }
      gate.onRefused(call.sentAt, pauseMs(throttled), now);
      permits.forget();
      out.accept(new Effect.Keep(gate.keep(now)));
      return;
    }
    if (call.sentAt > refusedAt) {
      refusedInARow = 0;
    }
    long toldMs = reply instanceof Call.Broken failed
        ? Math.min(failed.retryAfterMs(), options.retry().retryAfterMax().toMillis())
        : 0;
    breaker.onEnded(call.era, broken, toldMs, now);
    tellBreaker();
    if (broken) {
      gate.onBroken(call.sentAt, now);
    } else if (reply instanceof Call.Rows rows) {
      gate.onAnswered(call.queue.endpoint, call.sentAt, rows.tookMs());
      call.queue.departures.onLatency(rows.tookMs());
    } else {
      gate.onAccepted(call.sentAt);
    }
  }

  /**
   * As told, and a little more by chance, as others were told the same; where that was not enough,
   * or nothing was told, longer with each refusal in a row.
   */
  private long pauseMs(Call.Throttled throttled) {
    RetryOptions retry = options.retry();
    double chance = random.nextDouble();
    long grown = retry.pause(refusedInARow, chance);
    if (throttled.retryAfterMs() < 0) {
      return grown;
    }
    long told = Math.min(throttled.retryAfterMs(), retry.retryAfterMax().toMillis())
        + (long) (retry.backoff().toMillis() / 2.0 * chance);
    return refusedInARow > 1 ? Math.max(told, grown) : told;
  }

  private void tellBreaker() {
    if (breaker.state() != told) {
      told = breaker.state();
      if (told == BreakerState.OPEN) {
        counters.count(Counter.BREAKER_OPENED);
      }
      out.accept(new Effect.Switch(told));
    }
  }

  void recall(GateState state, long now) {
    long pausedMs = Math.min(state.pausedMs(), options.retry().retryAfterMax().toMillis());
    gate.recall(new GateState(state.ceiling(), pausedMs), now);
  }

  void pace(double ratePerSecond, long now) {
    permits.forget();
    gate.rate(ratePerSecond, now);
  }

  Survey.Reply survey(Flights flights, long now) {
    return new Survey.Reply(flights.size(), flights.pendings().size(), calls.size(), brokenInARow,
        gate.rate(), gate.pausedMs(now), gate.concurrency(),
        seats.queues().stream().mapToInt(Queue::size).sum());
  }

  /** Whether a broken call may be made again: only so many may, beside those that go well. */
  boolean mayRepeat(long now) {
    return budget.take(now);
  }

  /** Whether some seat of a call would go again, if that were allowed. */
  boolean isRepeatable(Under call) {
    return call.seats.stream().anyMatch(seat ->
        !seat.flights.isEmpty() && seat.attempts < options.retry().attemptsMax());
  }

  /**
   * Whether one of a call's ids may be what breaks it: the call broke again, and others did not.
   */
  boolean isPoisoned(Under call) {
    return call.seats.size() > 1 && call.seats.stream().anyMatch(
        seat -> seat.attempts > 1 && seat.brokenAt < answeredAt);
  }

  /** Queues seats again, to travel together and with nobody else. */
  void retryTogether(List<Seat> pack, long now) {
    counters.count(Counter.RETRIES, pack.size());
    long until = now + options.retry().pause(1, random.nextDouble());
    for (Seat seat : pack) {
      seat.pack = pack;
      // Finding the one that breaks the others is not held against them.
      seat.attempts--;
      seats.queue(seat.endpoint).pause(seat, until);
    }
  }

  /** Queues a seat again after a pause of its own; false if it has had all its attempts. */
  boolean retry(Seat seat, long now) {
    if (seat.attempts >= options.retry().attemptsMax()) {
      return false;
    }
    counters.count(Counter.RETRIES);
    long pause = options.retry().pause(seat.attempts, random.nextDouble());
    seats.queue(seat.endpoint).pause(seat, now + pause);
    return true;
  }

  /** Queues a seat again whose call was not made. */
  void putBack(Seat seat, long now) {
    seat.attempts--;
    seats.queue(seat.endpoint).add(seat, now);
  }

  /** Queued seats for which an outage lasts too long, or will. */
  List<Seat> hopeless(long now) {
    List<Seat> hopeless = new ArrayList<>();
    if (breaker.state() != BreakerState.CLOSED) {
      long opens = breaker.state() == BreakerState.OPEN ? breaker.opensAt(now) : now;
      for (Queue queue : seats.queues()) {
        queue.queuedBefore(Math.max(now, opens) - options.retry().outageMax().toMillis(),
            breaker.since(), hopeless);
      }
    }
    return hopeless;
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
    for (Queue queue : seats.queues()) {
      wake = Math.min(wake, queue.pauseEndsAt());
      if (breaker.state() != BreakerState.CLOSED && queue.size() > 0) {
        wake = Math.min(wake, Math.max(breaker.since(), queue.oldest())
            + options.retry().outageMax().toMillis());
      }
      long opens = queue.size() > 0 ? opensAt(isBackground(queue), now) : Gate.NEVER;
      if (opens < wake) {
        wake = Math.min(wake, Math.max(opens, queue.departures.leavesAt(queue, pendings, now)));
      }
    }
    return wake;
  }

  void close() {
    calls.clear();
  }
}
