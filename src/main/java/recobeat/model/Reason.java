package recobeat.model;

/** Why an outcome is {@link Status#FAILED}, or guessed instead. */
public enum Reason {
  /** It has the form of no id, or of none that names such an entity. */
  MALFORMED,
  /** The caller's wait was over first; the work goes on. */
  TIMED_OUT,
  /** RecoBeat did not answer, or not in a form that could be understood, in all tries. */
  UNAVAILABLE,
  /** RecoBeat refused the question; asking again would not help. */
  REFUSED,
  /** Too much was waiting already. */
  OVERLOADED,
  /** The engine was closed. */
  CLOSING
}
