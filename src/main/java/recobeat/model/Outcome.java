package recobeat.model;

import org.jspecify.annotations.Nullable;

/**
 * What became of one id or query.
 *
 * @param id as it was asked
 * @param source where it came from; null if failed
 * @param ageMs milliseconds since RecoBeat said so; 0 if it did not
 * @param value the service's own JSON, for an ISRC an array of it; if guessed, features in its
 *     units; null if absent or failed, unless a query was answered by an empty list
 * @param reason why there is no fact; null if found or absent, and if guessed for what RecoBeat is
 *     known not to have
 * @param guess null unless guessed
 */
public record Outcome(
    String id,
    Status status,
    @Nullable Source source,
    long ageMs,
    @Nullable Json value,
    @Nullable Reason reason,
    @Nullable Guess guess) {

  /** From an entry: found or absent. */
  public static Outcome of(String id, Entry entry, Source source, long epochMillis) {
    return new Outcome(
        id,
        entry.isAbsent() ? Status.ABSENT : Status.FOUND,
        source,
        entry.age(epochMillis),
        entry.value(),
        null,
        null);
  }

  /** Not to be told. */
  public static Outcome failed(String id, Reason reason) {
    return new Outcome(id, Status.FAILED, null, 0, null, reason, null);
  }

  /** This one, which has no value, with a guess in its place. */
  public Outcome guessed(Source source, Json value, Guess guess) {
    return new Outcome(id, Status.GUESSED, source, 0, value, reason, guess);
  }

  /** Whether it has the form of an id, but no value: a guess may stand there. */
  public boolean isGap() {
    return status == Status.ABSENT || status == Status.FAILED && reason != Reason.MALFORMED;
  }
}
