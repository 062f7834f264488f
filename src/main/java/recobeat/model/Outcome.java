package recobeat.model;

import org.jspecify.annotations.Nullable;

/**
 * What became of one id or query.
 *
 * @param id as it was asked
 * @param source where it came from; null if failed
 * @param ageMs milliseconds since RecoBeat said so; 0 if failed
 * @param value the service's own JSON, for an ISRC an array of it; null unless found, or if a
 *     query was answered by an empty list
 * @param reason why it failed; null unless failed
 */
public record Outcome(
    String id,
    Status status,
    @Nullable Source source,
    long ageMs,
    @Nullable Json value,
    @Nullable Reason reason) {

  /** From an entry: found or absent. */
  public static Outcome of(String id, Entry entry, Source source, long epochMillis) {
    return new Outcome(
        id,
        entry.isAbsent() ? Status.ABSENT : Status.FOUND,
        source,
        entry.age(epochMillis),
        entry.value(),
        null);
  }

  /** Not to be told. */
  public static Outcome failed(String id, Reason reason) {
    return new Outcome(id, Status.FAILED, null, 0, null, reason);
  }
}
