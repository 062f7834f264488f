package recobeat.bridge;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import recobeat.message.Reply;
import recobeat.model.Outcome;
import recobeat.model.Reason;
import recobeat.model.Source;
import recobeat.model.Status;

/**
 * The body of an answer, and where it came from.
 *
 * @param body JSON
 * @param outcomes what it was made of
 * @param calls to RecoBeat that carried what was asked
 */
record Answer(Buffer body, List<Outcome> outcomes, int calls) {

  static Answer of(Buffer body, Reply reply) {
    return new Answer(body, reply.outcomes(), reply.calls());
  }

  /** How much of it was known: {@code HIT}, {@code STALE}, {@code PARTIAL} or {@code MISS}. */
  String cache() {
    int hits = 0;
    int misses = 0;
    boolean stale = false;
    for (Outcome outcome : outcomes) {
      Source source = outcome.source();
      if (source == Source.RECOBEAT || source == Source.JOINED || isUnsettled(outcome)) {
        misses++;
      } else {
        hits++;
        stale |= source == Source.STALE;
      }
    }
    return misses == 0 ? stale ? "STALE" : "HIT" : hits == 0 ? "MISS" : "PARTIAL";
  }

  /** Seconds since RecoBeat said the oldest part of it. */
  long ageSeconds() {
    long oldest = 0;
    for (Outcome outcome : outcomes) {
      oldest = Math.max(oldest, outcome.ageMs());
    }
    return oldest / 1000;
  }

  /** Ids of which it is not known whether the service has them. */
  List<String> unsettled() {
    return outcomes.stream().filter(Answer::isUnsettled).map(Outcome::id).toList();
  }

  /** What has the form of no id cannot be there, and so is settled. */
  static boolean isUnsettled(Outcome outcome) {
    return outcome.status() == Status.FAILED && outcome.reason() != Reason.MALFORMED;
  }
}
