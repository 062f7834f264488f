package recobeat.metrics;

/** Why a call was not made. */
public enum Saving {
  /** The near cache had a value. */
  NEAR,
  /** Redis had one. */
  REDIS,
  /** Somebody else's call told it. */
  JOINED,
  /** Others travelled in the same call. */
  BATCHED,
  /** It was known that RecoBeat does not have it. */
  NEGATIVE
}
