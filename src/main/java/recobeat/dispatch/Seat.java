package recobeat.dispatch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import recobeat.message.Trace;
import recobeat.model.Endpoint;

/** A place in a call: one id or query, shared by all flights that its answer will settle. */
final class Seat {

  /** Where it is. */
  enum State {
    QUEUED(Trace.State.QUEUED),
    PAUSED(Trace.State.PAUSED),
    SENT(Trace.State.SENT);

    /** As those outside hear of it. */
    final Trace.State told;

    State(Trace.State told) {
      this.told = told;
    }
  }

  final Endpoint endpoint;
  final String id;
  final List<Flight> flights = new ArrayList<>(2);

  State state = State.QUEUED;

  /** That of the most urgent one who waits for it. */
  Urgency urgency;

  /** In whose turn it leaves. */
  Object account;

  /** Its place in its line: the turn, and within it the number. */
  long turn;

  long number;

  /** When it was queued last. */
  long queuedAt;

  /** Calls that carried it so far. */
  int attempts;

  /** When a call of it broke first; {@link Gate#NEVER} if none did. */
  long brokenAt = Gate.NEVER;

  /** Those with whom it travels, and with nobody else; null for whoever comes. */
  @Nullable Object pack;

  /** The last one's number. */
  long call;

  Seat(Endpoint endpoint, String id, Urgency urgency, Object account) {
    this.endpoint = endpoint;
    this.id = id;
    this.urgency = urgency;
    this.account = account;
  }

  /** It leaves in a call, which everybody hears of who waits for it. */
  void send(long id) {
    state = State.SENT;
    attempts++;
    call = id;
    flights.forEach(flight -> flight.onCall(id));
  }

  boolean isWanted() {
    for (Flight flight : flights) {
      if (flight.isWanted()) {
        return true;
      }
    }
    return false;
  }
}
