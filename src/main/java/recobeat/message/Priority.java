package recobeat.message;

/** Whose calls leave first when not all can, the most urgent first. */
public enum Priority {
  /** Somebody looks at the screen. */
  INTERACTIVE,
  /** A program waits, and can wait. */
  BATCH,
  /** Nobody waits: what may be asked later is fetched beforehand, as long as nobody is delayed. */
  WARM_UP
}
