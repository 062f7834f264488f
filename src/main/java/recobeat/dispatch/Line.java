package recobeat.dispatch;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Queued seats of one urgency, in the order in which they leave. It is fair between accounts, as in
 * start-time fair queueing: in each turn an account has as many seats as fit in a call, so that who
 * asks for much delays nobody by more than a call, and small requests still leave as they came.
 */
final class Line {

  private static final class Account {
    private long turn;
    private int seats;
    private int queued;
  }

  private final int seatsEach;
  private final Set<Seat> byAge = new LinkedHashSet<>();
  private final TreeSet<Seat> byTurn = new TreeSet<>(
      Comparator.comparingLong((Seat seat) -> seat.turn).thenComparingLong(seat -> seat.number));
  private final Map<Object, Account> accounts = new HashMap<>();

  /** Of the seat that left last. */
  private long turn;

  private long nextNumber;

  Line(int seatsEach) {
    this.seatsEach = seatsEach;
  }

  void add(Seat seat) {
    byAge.add(seat);
    order(seat);
  }

  private void order(Seat seat) {
    Account account = accounts.computeIfAbsent(seat.account, first -> new Account());
    long next = next(account);
    account.seats = next == account.turn ? account.seats + 1 : 1;
    account.turn = next;
    account.queued++;
    seat.turn = next;
    seat.number = nextNumber++;
    byTurn.add(seat);
  }

  /** Who comes new has the next turn, behind those who wait for their own. */
  private long next(Account account) {
    return account.seats == 0
        ? turn + 1
        : Math.max(turn, account.seats < seatsEach ? account.turn : account.turn + 1);
  }

  /** Lets a seat leave in another account's turn, if that comes earlier. */
  void advance(Seat seat, Object account) {
    Account other = accounts.get(account);
    if (!seat.account.equals(account) && (other == null ? turn + 1 : next(other)) < seat.turn) {
      byTurn.remove(seat);
      leave(seat.account);
      seat.account = account;
      order(seat);
    }
  }

  boolean remove(Seat seat) {
    if (!byAge.remove(seat)) {
      return false;
    }
    byTurn.remove(seat);
    leave(seat.account);
    return true;
  }

  private void leave(Object name) {
    Account account = accounts.get(name);
    if (account != null && --account.queued == 0) {
      accounts.remove(name);
    }
  }

  /** Moves seats into a call; the first one in it decides whom it travels with. */
  void take(int max, List<Seat> call) {
    for (Iterator<Seat> each = byTurn.iterator(); each.hasNext() && call.size() < max; ) {
      Seat seat = each.next();
      if (call.isEmpty() || call.get(0).pack == seat.pack) {
        call.add(seat);
        turn = Math.max(turn, seat.turn);
      }
    }
    call.forEach(this::remove);
  }

  Stream<Seat> stream() {
    return byAge.stream();
  }

  /** The longest queued first. */
  Iterable<Seat> byAge() {
    return byAge;
  }

  /** Since when the oldest one is queued; {@link Gate#NEVER} if there is none. */
  long since() {
    return byAge.isEmpty() ? Gate.NEVER : byAge.iterator().next().queuedAt;
  }

  int size() {
    return byAge.size();
  }

  void clear() {
    byAge.clear();
    byTurn.clear();
    accounts.clear();
  }
}
