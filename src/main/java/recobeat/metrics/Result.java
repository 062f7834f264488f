package recobeat.metrics;

/** What a tier said. */
enum Result {
  HIT,
  /** Past its life, and served while it is refreshed. */
  STALE,
  MISS
}
