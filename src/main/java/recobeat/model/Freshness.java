package recobeat.model;

/** How an entry's age stands to its lifetime. */
public enum Freshness {
  /** Younger than its life. */
  FRESH,
  /** Past its life, within the grace, which is as long again: served while it is refreshed. */
  STALE,
  /** Of no use any more. */
  EXPIRED
}
