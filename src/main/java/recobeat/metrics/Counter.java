package recobeat.metrics;

/** What is counted without labels. */
public enum Counter {
  RETRIES(Meter.RETRIES),
  BUDGET_SPENT(Meter.RETRIES_REFUSED),
  ROWS_DROPPED(Meter.ROWS_DROPPED),
  CONTRADICTIONS(Meter.MAPPINGS_CONTRADICTED),
  LOOKUPS_LOST(Meter.REDIS_LOOKUPS_LOST),
  WRITES_MISSED(Meter.REDIS_WRITES_MISSED),
  /** Of those missed; the place of others was taken by later writes. */
  WRITES_REPLAYED(Meter.REDIS_WRITES_REPLAYED),
  /** Beyond the bound, refused for good, or left at the end. */
  WRITES_LOST(Meter.REDIS_WRITES_LOST),
  BREAKER_OPENED(Meter.BREAKER_OPENED),
  OVERLOADED(Meter.REQUESTS_OVERLOADED),
  /** By an admin, perhaps with a guess where something is left out. */
  MANUAL(Meter.ESTIMATES_MANUAL),
  /** From like tracks. */
  ESTIMATED(Meter.ESTIMATES_KIN),
  /** From genres, or from nothing. */
  DEFAULTED(Meter.ESTIMATES_DEFAULT),
  /** Whole lists of them. */
  RECOMMENDED(Meter.ESTIMATES_RECOMMENDATIONS),
  /** That others may be guessed. */
  TAUGHT(Meter.ESTIMATES_LEARNED);

  private final Meter meter;

  Counter(Meter meter) {
    this.meter = meter;
  }

  Meter meter() {
    return meter;
  }
}
