package recobeat.campaign;

/**
 * How long the parts of a campaign take.
 *
 * @param warmMs everything goes well, before what is at rest is measured or anything is killed
 * @param redisMs troubles of the service and of a Redis behind a proxy
 * @param engineMs troubles of the service, and of an engine with a Redis of its own
 * @param minuteMs a minute of the measure of the rate; 0 leaves that out
 */
record Form(long warmMs, long redisMs, long engineMs, long minuteMs) {

  /** For each build. */
  static final Form SHORT = new Form(6_000, 31_000, 14_000, 0);

  /** About 35 minutes, as all that was told is asked for after each kill. */
  static final Form LONG = new Form(30_000, 330_000, 330_000, 60_000);
}
