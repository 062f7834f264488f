package recobeat.metrics;

/** Everything that the engine counts. */
public enum Counter {
  /** Calls made to RecoBeat, counted at their end. */
  CALLS("recobeat.upstream.calls"),
  /** Calls that it refused for their rate. */
  THROTTLED("recobeat.upstream.throttled"),
  /** Calls without an answer, or with one that could not be believed. */
  BROKEN("recobeat.upstream.broken"),
  /** Broken calls that were not made again, as too many were already. */
  BUDGET_SPENT("recobeat.retries.refused"),
  /** Rows that matched nothing asked. */
  ROWS_DROPPED("recobeat.rows.dropped"),
  /** Mappings that contradicted a stored one. */
  CONTRADICTIONS("recobeat.mappings.contradicted"),
  /** Look-ups of whole batches that Redis did not answer in time, or failed. */
  LOOKUPS_LOST("recobeat.redis.lookups.lost"),
  /** Writes that Redis did not take, and that were kept for it. */
  WRITES_MISSED("recobeat.redis.writes.missed"),
  /** Of these, those that it took later; the place of others was taken by later writes. */
  WRITES_REPLAYED("recobeat.redis.writes.replayed"),
  /** Of these, those given up: beyond the bound, refused for good, or left at the end. */
  WRITES_LOST("recobeat.redis.writes.lost"),
  /** Requests refused because too much was waiting. */
  OVERLOADED("recobeat.requests.overloaded");

  private final String meter;

  Counter(String meter) {
    this.meter = meter;
  }

  /** The meter's name. */
  public String meter() {
    return meter;
  }
}
