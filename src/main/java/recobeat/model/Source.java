package recobeat.model;

/** Where an outcome came from. */
public enum Source {
  /** The memory of this process. */
  NEAR,
  /** Redis or Valkey. */
  REDIS,
  /** A call that somebody else had asked for already. */
  JOINED,
  /** A call made for this request. */
  RECOBEAT,
  /** An entry past its life, served while it is refreshed. */
  STALE,
  /** What an admin set, where RecoBeat has nothing. */
  MANUAL,
  /** A guess from other tracks of its artists, or of its album or song. */
  ESTIMATED,
  /** A guess from its genres, or from all tracks if they are not known. */
  DEFAULT
}
