package recobeat.bridge;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import recobeat.message.Reply;
import recobeat.model.Key;
import recobeat.model.Kind;
import recobeat.model.Outcome;
import recobeat.model.Reason;
import recobeat.model.Source;
import recobeat.model.Status;

/**
 * The body of an answer, and where it came from.
 *
 * @param body JSON
 * @param cache how much of it was known: {@code HIT}, {@code STALE}, {@code PARTIAL} or
 *     {@code MISS}
 * @param age seconds since RecoBeat said the oldest part of it
 * @param kind what was asked for
 * @param known ids of which it tells whether the service has them
 * @param absent of these, those that it does not have
 * @param guessed ids of which a row is made up, or that the list is
 * @param unsettled of which it is not known whether the service has them
 * @param calls to RecoBeat that carried what was asked
 */
record Answer(
    Buffer body, String cache, String age, Kind kind, List<String> known, List<Key> absent,
    List<String> guessed,
    List<String> unsettled, String calls) {

  static final String HIT = "HIT";

  private static final String RECOMMENDATIONS = "recommendations";

  static Answer of(Kind kind, Buffer body, Reply reply) {
    List<String> known = new ArrayList<>(reply.outcomes().size());
    int misses = 0;
    boolean stale = false;
    long oldestMs = 0;
    List<Key> absent = new ArrayList<>(0);
    List<String> guessed = new ArrayList<>(0);
    List<String> unsettled = new ArrayList<>(0);
    for (Outcome outcome : reply.outcomes()) {
      Source source = outcome.source();
      oldestMs = Math.max(oldestMs, outcome.ageMs());
      if (outcome.status() != Status.FAILED && outcome.guess() == null) {
        known.add(outcome.id());
      }
      if (outcome.status() == Status.ABSENT) {
        absent.add(new Key(kind, outcome.id()));
      }
      if (outcome.guess() != null) {
        // A miss, so that no guess is remembered.
        misses++;
        // Of a list of tracks not the rows are made up, but the list; its id is the whole question.
        guessed.add(kind == Kind.RECOMMENDATION ? RECOMMENDATIONS : outcome.id());
      } else if (isUnsettled(outcome)) {
        misses++;
        unsettled.add(outcome.id());
      } else if (source == Source.RECOBEAT || source == Source.JOINED) {
        misses++;
      } else {
        stale |= source == Source.STALE;
      }
    }
    int ids = reply.outcomes().size();
    String cache = misses == 0 ? stale ? "STALE" : HIT : misses == ids ? "MISS" : "PARTIAL";
    return new Answer(body, cache, Long.toString(oldestMs / 1000), kind, known, absent, guessed,
        unsettled, Integer.toString(reply.calls()));
  }

  /** What has the form of no id cannot be there, and so is settled. */
  static boolean isUnsettled(Outcome outcome) {
    return outcome.status() == Status.FAILED && outcome.reason() != Reason.MALFORMED;
  }
}
