package recobeat.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import recobeat.message.Noun;
import recobeat.model.Endpoint;

/** The place of each count: one for each counter and each combination of its labels' values. */
final class Cells {

  private static final int NOUNS = Noun.values().length;
  private static final int RESULTS = Result.values().length;
  private static final int TIERS = Tier.values().length;
  private static final int OUTCOMES = CallOutcome.values().length;

  private static final int CACHE = Counter.values().length;
  private static final int MISSING = CACHE + NOUNS * Tier.values().length * RESULTS;
  private static final int FAILED = MISSING + NOUNS;
  private static final int CALLS = FAILED + NOUNS;
  private static final int SAVED = CALLS + Endpoint.values().length * OUTCOMES;

  /** What each place counts, in their order. */
  static final List<Cell> ALL = all();

  private Cells() {}

  /**
   * One line of a counter.
   *
   * @param labels the values of the meter's labels, in their order
   */
  record Cell(Meter meter, List<String> labels) {}

  static int of(Counter counter) {
    return counter.ordinal();
  }

  static int cache(Noun noun, Tier tier, Result result) {
    return CACHE
        + (noun.ordinal() * TIERS + tier.ordinal()) * RESULTS + result.ordinal();
  }

  static int missing(Noun noun) {
    return MISSING + noun.ordinal();
  }

  static int failed(Noun noun) {
    return FAILED + noun.ordinal();
  }

  static int calls(Endpoint endpoint, CallOutcome outcome) {
    return CALLS + endpoint.ordinal() * OUTCOMES + outcome.ordinal();
  }

  static int saved(Saving saving) {
    return SAVED + saving.ordinal();
  }

  private static List<Cell> all() {
    List<Cell> all = new ArrayList<>();
    for (Counter counter : Counter.values()) {
      all.add(new Cell(counter.meter(), List.of()));
    }
    for (Noun noun : Noun.values()) {
      for (Tier tier : Tier.values()) {
        for (Result result : Result.values()) {
          all.add(new Cell(Meter.CACHE_REQUESTS,
              List.of(noun.toString(), told(tier), told(result))));
        }
      }
    }
    for (Meter meter : List.of(Meter.ANSWERS_MISSING, Meter.ANSWERS_FAILED)) {
      for (Noun noun : Noun.values()) {
        all.add(new Cell(meter, List.of(noun.toString())));
      }
    }
    for (Endpoint endpoint : Endpoint.values()) {
      for (CallOutcome outcome : CallOutcome.values()) {
        all.add(new Cell(Meter.UPSTREAM_CALLS, List.of(told(endpoint), told(outcome))));
      }
    }
    for (Saving saving : Saving.values()) {
      all.add(new Cell(Meter.CALLS_SAVED, List.of(told(saving))));
    }
    return List.copyOf(all);
  }

  /** As a label's value. */
  static String told(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
