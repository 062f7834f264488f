package recobeat.model;

/** The forms that an id can have; the shape alone tells which one it is. */
public enum IdKind {
  /** 22 base-62 characters in which case matters. */
  SPOTIFY,
  /** RecoBeat's own id, a UUID; case does not matter, so it is kept in lower case. */
  UUID,
  /** International Standard Recording Code, kept in upper case; names one or more tracks. */
  ISRC,
  /** None of these. */
  MALFORMED
}
