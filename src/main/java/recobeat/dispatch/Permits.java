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

  void ask() {
    asked = true;
  }

  /** It comes after this wait. */
  void give(long waitMs, long now) {
    asked = false;
    until = now + waitMs + KEPT_MS;
  }

  /** A turn that was given at another rate comes too late, or too early. */
  void forget() {
    until = Long.MIN_VALUE;
  }

  /** How many turns others had since this was told last. */
  long others(Claim.Reply reply) {
    long others = granted < 0 ? 0 : Math.max(0, reply.granted() - granted - 1);
    granted = reply.granted();
    return others;
  }
}
