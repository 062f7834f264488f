package recobeat.fallback;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import recobeat.message.KeepKin;

/**
 * What is expected of a genre's tracks: what {@link Genres} say, drawn to the mean of those that
 * were harvested as they become many. A track that is harvested again counts again, which a mean of
 * thousands can bear; far back tracks are forgotten by halves. Redis keeps it with the kin; of
 * engines that learn at once the one that wrote last is right. Single-threaded.
 */
final class Priors {

  /** What is shipped counts as so many tracks, as measured. */
  private static final double SHIPPED_TRACKS = 1_000;

  /** The group that has what was learned, by genre. */
  static final String GROUP = "g";

  /** The name of what was learned of all tracks. */
  private static final String ALL = "";

  private static final int GENRES_MAX = 5_000;

  /** Words for genres whose meaning is remembered, as requests repeat them for each track. */
  private static final int MATCHED_MAX = 500;

  private final Genres genres;
  private final Map<String, Mean> means = new HashMap<>();
  private final Set<String> changed = new LinkedHashSet<>();
  private final Map<List<String>, Set<String>> matched = new LinkedHashMap<>();
  private long changes;

  Priors(Genres genres) {
    this.genres = genres;
  }

  /** Of all tracks as they are shipped: what errors are compared to. */
  Prior global() {
    return genres.global();
  }

  /** Takes a harvested track into account; its genres in any words, or none. */
  void learn(List<String> texts, Features features) {
    learn(ALL, features);
    match(texts).forEach(name -> learn(name, features));
  }

  private void learn(String name, Features features) {
    mean(name).add(features);
    changed.add(name);
    changes++;
  }

  private Mean mean(String name) {
    return means.computeIfAbsent(name, first -> new Mean());
  }

  /** Adds what was learned before. */
  void add(Map<String, byte[]> packed) {
    packed.forEach((name, mean) -> mean(name).add(mean));
    changes++;
  }

  /** Another number whenever something was learned: while it stays, all is expected as before. */
  long version() {
    return changes;
  }

  /** What is to be kept of what was learned since it was asked for last. */
  List<KeepKin.Member> changes() {
    List<KeepKin.Member> changes = changed.stream()
        .map(name -> new KeepKin.Member(GROUP, GENRES_MAX, name, mean(name).pack())).toList();
    changed.clear();
    return changes;
  }

  /** What to expect of a track of such genres, in any words; of all tracks if none is known. */
  Prior of(List<String> texts) {
    Set<String> names = match(texts);
    return names.isEmpty()
        ? drawn(ALL, genres.global())
        : Genres.blend(names.stream().map(name -> drawn(name, genres.of(name))).toList());
  }

  /** As {@link Genres} do, once for the same words. */
  Set<String> match(List<String> texts) {
    Set<String> known = matched.get(texts);
    if (known == null) {
      known = genres.match(texts);
      matched.put(texts, known);
      if (matched.size() > MATCHED_MAX) {
        matched.remove(matched.keySet().iterator().next());
      }
    }
    return known;
  }

  private Prior drawn(String name, Prior prior) {
    Mean mean = means.get(name);
    if (mean == null) {
      return prior;
    }
    double[] drawn = new double[Feature.QUANTITIES];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = mean.drawn(i, prior.means()[i], SHIPPED_TRACKS);
    }
    return new Prior(prior.label(), drawn, prior.deviations(), prior.coarseness(),
        prior.key(), prior.keyShare(), prior.mode(), prior.modeShare());
  }
}
