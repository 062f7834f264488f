package recobeat.dispatch;

import recobeat.message.Claim;

/**
 * The turn of the next call, where engines share the service's limit: it is asked of Redis when a
 * call is ready to go, one at a time. Without Redis each engine goes by its own gate.
 */
final class Permits {

  /** A turn that nobody had a use for is kept so long. */
  private static final long KEPT_MS = 1_000;

  private final boolean shared;
  private boolean asked;

  /** Whether what is asked for is for a call that may wait. */
  private boolean background;

  /** Whether what is asked for is out of date before it is given. */
  private boolean outdated;
  private long until = Long.MIN_VALUE;

  /** Turns that all had, when that was told last; none if it never was. */
  private long granted = -1;

  Permits(boolean shared) {
    this.shared = shared;
  }

  boolean isAsked() {
    return asked;
  }

  /** Uses the turn, if it was given. */
  boolean take(long now) {
    boolean taken = !shared || until > now;
    until = Long.MIN_VALUE;
    return taken;
  }

  void ask(boolean inBackground) {
    asked = true;
    background = inBackground;
    outdated = false;
  }

  boolean isAskedInBackground() {
    return background;
  }

  /** It comes after this wait; false if it has to be asked for again. */
  boolean give(long waitMs, long now) {
    asked = false;
    until = outdated ? Long.MIN_VALUE : now + waitMs + KEPT_MS;
    return !outdated;
  }

  /** A turn that was given at another rate, or before a pause, comes too late, or too early. */
  void forget() {
    until = Long.MIN_VALUE;
    outdated = true;
  }

  /** How many turns others had since this was told last, and since anybody was refused. */
  long others(Claim.Reply reply) {
    long others = granted < 0
        ? 0
        : Math.max(0, reply.granted() - Math.max(granted, reply.refused()) - 1);
    granted = reply.granted();
    return others;
  }
}
