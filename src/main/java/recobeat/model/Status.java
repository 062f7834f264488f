package recobeat.model;

/** What became of one id of a request. */
public enum Status {
  /** There is a value. */
  FOUND,
  /** RecoBeat does not have it: known from a complete answer. */
  ABSENT,
  /** It could not be told; the reason says why. */
  FAILED,
  /** One of these two, and a guess stands in place of the value; never a fact. */
  GUESSED
}
