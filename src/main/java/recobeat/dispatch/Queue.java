package recobeat.dispatch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import recobeat.model.Endpoint;

/** The seats of one endpoint that wait for a call: in a line for each urgency, and paused ones. */
final class Queue {

  private record Paused(long until, Seat seat) {}

  final Endpoint endpoint;
  final Departures departures;
  private static final Urgency[] URGENCIES = Urgency.values();

  /** By urgency, the most urgent first. */
  private final Line[] lines = new Line[URGENCIES.length];

  private final PriorityQueue<Paused> paused =
      new PriorityQueue<>(Comparator.comparingLong(Paused::until));

  /** Calls of this endpoint under way. */
  int under;

  Queue(Endpoint endpoint, BatchOptions options) {
    this.endpoint = endpoint;
    this.departures = new Departures(options);
    int seatsEach = endpoint.isBulk() ? options.sizeMax() : 1;
    Arrays.setAll(lines, urgency -> new Line(seatsEach));
  }

  private Line line(Urgency urgency) {
    return lines[urgency.ordinal()];
  }

  void add(Seat seat, long now) {
    seat.state = Seat.State.QUEUED;
    seat.queuedAt = now;
    line(seat.urgency).add(seat);
  }

  /** Somebody waits for a seat: it leaves when theirs would, if that is earlier. */
  void promote(Seat seat, Urgency urgency, Object account, long now) {
    int more = urgency.compareTo(seat.urgency);
    if (more < 0) {
      move(seat, urgency, account, now);
    } else if (more == 0 && seat.state == Seat.State.QUEUED) {
      line(urgency).advance(seat, account);
    }
  }

  /** Lets a seat leave with others from now on. */
  void move(Seat seat, Urgency urgency, Object account, long now) {
    boolean queued = line(seat.urgency).remove(seat);
    seat.urgency = urgency;
    seat.account = account;
    if (queued) {
      add(seat, now);
    }
  }

  /** Nothing is queued any more. */
  void clear() {
    for (Line line : lines) {
      line.clear();
    }
    paused.clear();
  }

  void pause(Seat seat, long until) {
    seat.state = Seat.State.PAUSED;
    paused.add(new Paused(until, seat));
  }

  void remove(Seat seat) {
    if (!line(seat.urgency).remove(seat)) {
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

  /**
   * Takes the seats of one call, the most urgent first.
   *
   * @param onlyBackground leaves all others where they are
   */
  List<Seat> take(int max, boolean onlyBackground) {
    List<Seat> call = new ArrayList<>(max);
    for (Urgency urgency : URGENCIES) {
      if (urgency.isBackground || !onlyBackground) {
        line(urgency).take(max, call);
      }
    }
    return call;
  }

  /** That of the next call; null if nothing is queued. */
  @Nullable Urgency urgency() {
    for (Urgency urgency : URGENCIES) {
      if (line(urgency).size() > 0) {
        return urgency;
      }
    }
    return null;
  }

  /** Whether something is queued that may wait, or nothing that may not. */
  boolean hasBackground() {
    return size(true) > 0;
  }

  boolean hasOnlyBackground() {
    return size(false) == 0;
  }

  /** Since when the next call's first seats wait; {@link Gate#NEVER} if there are none. */
  long since() {
    Urgency urgency = urgency();
    return urgency == null ? Gate.NEVER : line(urgency).since();
  }

  /** When the oldest seat came, of those that may wait or of those that may not. */
  long since(boolean background) {
    long since = Gate.NEVER;
    for (Urgency urgency : URGENCIES) {
      if (urgency.isBackground == background) {
        since = Math.min(since, line(urgency).since());
      }
    }
    return since;
  }

  Stream<Seat> seats(Urgency urgency) {
    return line(urgency).stream();
  }

  /** When the oldest seat of all came; {@link Gate#NEVER} if there is none. */
  long oldest() {
    return Math.min(since(true), since(false));
  }

  int size() {
    int size = 0;
    for (Line line : lines) {
      size += line.size();
    }
    return size;
  }

  int size(Urgency urgency) {
    return line(urgency).size();
  }

  private int size(boolean background) {
    int size = 0;
    for (Urgency urgency : URGENCIES) {
      size += urgency.isBackground == background ? line(urgency).size() : 0;
    }
    return size;
  }

  /** Adds the seats that wait since before a time, or since the outage before it. */
  void queuedBefore(long time, long outageSince, Collection<Seat> to) {
    for (Line line : lines) {
      for (Seat seat : line.byAge()) {
        if (Math.max(seat.queuedAt, outageSince) > time) {
          break;
        }
        to.add(seat);
      }
    }
  }
}
