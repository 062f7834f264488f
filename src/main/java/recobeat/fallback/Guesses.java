package recobeat.fallback;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import recobeat.message.Accept;
import recobeat.message.Appraise;
import recobeat.message.Hints;
import recobeat.message.Row;
import recobeat.metrics.Counters;
import recobeat.model.Source;

/**
 * Makes guesses and remembers them, never as facts: when the truth of one comes, it is forgotten
 * and its error is counted. Single-threaded.
 */
final class Guesses {

  private static final int REMEMBERED_MAX = 10_000;

  /** What was guessed from combinations of genres alone, which requests repeat for each track. */
  private static final int PLAIN_MAX = 500;

  private final Priors priors;
  private final Estimator estimator;
  private final Kin kin;
  private final Recent<Estimate> made = new Recent<>(REMEMBERED_MAX);
  private final Errors estimated;
  private final Errors defaulted;
  private final Map<List<String>, Estimate> plain = new HashMap<>();
  private long plainVersion;

  Guesses(Priors priors, Kin kin, Counters counters) {
    this.estimated = new Errors(Source.ESTIMATED, counters);
    this.defaulted = new Errors(Source.DEFAULT, counters);
    this.priors = priors;
    this.estimator = new Estimator(priors);
    this.kin = kin;
  }

  /**
   * A guess.
   *
   * @param isQuick whether there is no time left for its kin
   * @return null if it is worse than what is accepted
   */
  @Nullable Estimate make(String id, Hints hints, Accept accept, boolean isQuick) {
    Estimate estimate =
        estimator.estimate(hints, isQuick ? List.of() : kin.of(id, hints));
    boolean isTaken = accept == Accept.DEFAULT
        || accept == Accept.ESTIMATED && estimate.source() == Source.ESTIMATED;
    if (!isTaken) {
      return null;
    }
    made.put(id, estimate);
    return estimate;
  }

  /** What its genres tell alone, in no time; null if that is not accepted. */
  @Nullable Estimate plain(List<String> genres, Accept accept) {
    if (accept != Accept.DEFAULT) {
      return null;
    }
    if (plainVersion != priors.version() || plain.size() >= PLAIN_MAX) {
      plainVersion = priors.version();
      plain.clear();
    }
    return plain.computeIfAbsent(List.copyOf(priors.match(genres)), names ->
        estimator.estimate(new Hints(List.of(), null, null, genres), List.of()));
  }

  /** Features were harvested, perhaps of tracks that were guessed before. */
  void onRow(Row row) {
    if (!row.features()) {
      return;
    }
    compare(row, row.recobeat());
    if (row.spotify() != null) {
      compare(row, row.spotify());
    }
    if (row.isrc() != null) {
      compare(row, row.isrc());
    }
  }

  private void compare(Row row, String id) {
    Estimate estimate = made.remove(id);
    Features truth = estimate == null ? null : Features.read(row.value());
    if (estimate != null && truth != null) {
      (estimate.source() == Source.ESTIMATED ? estimated : defaulted)
          .add(estimate.features(), truth);
    }
  }

  /** How good they were. */
  Appraise.Reply appraise() {
    List<Appraise.Accuracy> all = new ArrayList<>(estimated.each());
    all.addAll(defaulted.each());
    return new Appraise.Reply(List.copyOf(all));
  }
}
