package recobeat.campaign;

import java.util.EnumSet;
import java.util.Set;

/** What goes wrong. */
enum Trouble {
  /** A fifth of the calls is answered 500, 502, 503 or 504. */
  ERRORS,
  /** A fifth gets a proxy's page. */
  HTML,
  /** A fifth of the answers breaks off in the middle. */
  TRUNCATED,
  /** A tenth is never answered. */
  HANGS,
  /** A fifth of the connections ends without an answer. */
  RESETS,
  /** Two thirds are refused for the rate, whatever it is. */
  STORM,
  /** No call is answered, each in another way. */
  OUTAGE,

  /** Redis is ended by kill -9. */
  REDIS_KILLED(0),
  /** Redis stands still by SIGSTOP. */
  REDIS_STOPPED(5_000),
  /** Redis has no memory left for a write. */
  REDIS_FULL(3_000),
  /** The way to Redis is cut. */
  REDIS_CUT(2_000),
  /** The way to Redis is open, but nothing passes. */
  REDIS_STALLED(3_000),

  /** The engine is ended by kill -9, and started again. */
  ENGINE_KILLED(0),
  /** The engine and its Redis are, both. */
  BOTH_KILLED(0);

  static final Set<Trouble> OF_THE_SERVICE = EnumSet.range(ERRORS, OUTAGE);
  static final Set<Trouble> OF_REDIS = EnumSet.range(REDIS_KILLED, REDIS_STALLED);
  static final Set<Trouble> OF_THE_ENGINE =
      EnumSet.of(REDIS_KILLED, ENGINE_KILLED, BOTH_KILLED);

  /** How long it lasts; -1 for as long as the plan has room. */
  final long lastsMs;

  Trouble() {
    this(-1);
  }

  Trouble(long lastsMs) {
    this.lastsMs = lastsMs;
  }
}
