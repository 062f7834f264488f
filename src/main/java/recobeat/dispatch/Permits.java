package recobeat.dispatch;

import recobeat.message.Claim;

/**
 * Leave for the next call, where engines share the service's limit: it is asked of Redis, one at a
 * time, when a call is ready to go. Without Redis each engine goes by its own gate.
 */
final class Permits {

  /** One that nobody had a use for in the end is kept so long. */
  private static final long KEPT_MS = 1_000;

  private final boolean shared;
  private boolean asked;
  private long until = Long.MIN_VALUE;

  /** Calls that were permitted to all, when that was told last; none if it never was. */
  private long grantedToAll = -1;

  Permits(boolean shared) {
    this.shared = shared;
  }

  boolean isAsked() {
    return asked;
  }

  /** Uses the one that there is. */
  boolean take(long now) {
    boolean taken = !shared || until > now;
    until = Long.MIN_VALUE;
    return taken;
  }

  void ask() {
    asked = true;
  }

  /** The answer, or none: then nobody is asked. */
  void granted(long now) {
    asked = false;
    until = now + KEPT_MS;
  }

  void refused() {
    asked = false;
  }

  /** How many calls others have sent since this was told last. */
  long others(Claim.Reply reply) {
    long own = reply.waitMs() > 0 ? 0 : 1;
    long others = grantedToAll < 0 ? 0 : Math.max(0, reply.granted() - grantedToAll - own);
    grantedToAll = reply.granted();
    return others;
  }
}
