package recobeat.fallback;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is expected of a genre's tracks: what {@link Genres} say, drawn to the mean of those that
 * were harvested as they become many. A track that is harvested again counts again, which a mean of
 * thousands can bear; far back tracks are forgotten by halves. Single-threaded.
 */
final class Priors {

  /** What is shipped counts as so many tracks, as measured. */
  private static final double SHIPPED_TRACKS = 1_000;

  private static final int REMEMBERED_TRACKS = 50_000;

  /** Words for genres whose meaning is remembered, as requests repeat them for each track. */
  private static final int MATCHED_MAX = 500;

  private final Genres genres;
  private final Mean all = new Mean();
  private final Map<String, Mean> means = new HashMap<>();
  private final Map<List<String>, Set<String>> matched = new LinkedHashMap<>();

  /** Of harvested tracks, each quantity with a count of its own, as any may be missing. */
  private static final class Mean {

    private final double[] sums = new double[Feature.QUANTITIES];
    private final int[] counts = new int[Feature.QUANTITIES];

    void add(Features features) {
      for (int i = 0; i < sums.length; i++) {
        if (!Double.isNaN(features.get(i))) {
          sums[i] += features.get(i);
          if (++counts[i] >= REMEMBERED_TRACKS) {
            sums[i] /= 2;
            counts[i] /= 2;
          }
        }
      }
    }

    Prior draw(Prior prior) {
      double[] drawn = new double[Feature.QUANTITIES];
      for (int i = 0; i < drawn.length; i++) {
        drawn[i] = (SHIPPED_TRACKS * prior.means()[i] + sums[i]) / (SHIPPED_TRACKS + counts[i]);
      }
      return new Prior(prior.label(), drawn, prior.deviations(), prior.coarseness(),
          prior.key(), prior.keyShare(), prior.mode(), prior.modeShare());
    }
  }

  Priors(Genres genres) {
    this.genres = genres;
  }

  /** Of all tracks as they are shipped: what errors are compared to. */
  Prior global() {
    return genres.global();
  }

  /** Takes a harvested track into account; its genres in any words, or none. */
  void learn(List<String> texts, Features features) {
    all.add(features);
    match(texts).forEach(
        name -> means.computeIfAbsent(name, first -> new Mean()).add(features));
  }

  /** What to expect of a track of such genres, in any words; of all tracks if none is known. */
  Prior of(List<String> texts) {
    Set<String> names = match(texts);
    return names.isEmpty()
        ? all.draw(genres.global())
        : Genres.blend(names.stream().map(this::drawn).toList());
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

  private Prior drawn(String name) {
    Mean mean = means.get(name);
    return mean == null ? genres.of(name) : mean.draw(genres.of(name));
  }
}
