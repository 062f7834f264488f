package recobeat.metrics;

import recobeat.message.Call;

/** What came of a call that was made. */
public enum CallOutcome {
  ANSWERED,
  /** What it is about does not exist. */
  NOTHING,
  /** For what it asks. */
  REFUSED,
  /** For its rate. */
  THROTTLED,
  /** No answer, or one that cannot be believed. */
  BROKEN;

  /** Of a reply; one that was not made is taken for broken. */
  public static CallOutcome of(Call.Reply reply) {
    return reply instanceof Call.Rows ? ANSWERED
        : reply instanceof Call.Nothing ? NOTHING
        : reply instanceof Call.Refused ? REFUSED
        : reply instanceof Call.Throttled ? THROTTLED
        : BROKEN;
  }
}
