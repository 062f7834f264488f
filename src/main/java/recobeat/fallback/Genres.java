package recobeat.fallback;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import recobeat.fallback.GenreFile.Genre;

/** What is known of genres, to be found by whatever words a caller has for them. Immutable. */
final class Genres {

  /** A genre of so many tracks is believed half, the rest is its parent or all tracks. */
  private static final double HALF_COUNT = 10;

  /** What subgenres explain of the variance within their genre, as measured. */
  private static final double WITHIN_GENRE = 0.05;

  private final Map<String, Prior> priors = new LinkedHashMap<>();
  private final Map<String, String> parents = new LinkedHashMap<>();
  private final Prior global;
  private final GenreNames names;

  Genres(GenreFile file) {
    Genre all = Objects.requireNonNull(file.global(), "global");
    double[] coarseness = coarseness(all, file.genres());
    global = prior("all tracks", all, null, coarseness);
    Set<String> coarse = file.genres().values().stream()
        .map(Genre::parent).filter(Objects::nonNull).collect(Collectors.toSet());
    double[] none = new double[Feature.QUANTITIES];
    double[] some = new double[Feature.QUANTITIES];
    Arrays.fill(some, WITHIN_GENRE);
    file.genres().forEach((name, genre) -> {
      String parent = genre.parent();
      Genre above = parent == null ? all : file.genres().get(parent);
      if (above == null) {
        throw new IllegalArgumentException(
            "genres." + name + ".parent is no genre: " + genre.parent());
      }
      if (parent != null && isWithin(name, parent, file.genres())) {
        throw new IllegalArgumentException(
            "genres." + name + ".parent must not be a part of it: " + parent);
      }
      if (parent != null) {
        parents.put(name, parent);
      }
      priors.put(name, prior((parent == null ? "genre " : "subgenre ") + name, genre, above,
          coarse.contains(name) ? some : none));
    });
    file.aliases().forEach((alias, meant) -> {
      if (!priors.keySet().containsAll(meant)) {
        throw new IllegalArgumentException("aliases." + alias + " names no genre: " + meant);
      }
    });
    names = new GenreNames(priors.keySet(), file.aliases());
  }

  /** Whether a genre is another one, or a part of it, at however many removes. */
  private static boolean isWithin(String outer, String inner, Map<String, Genre> genres) {
    String at = inner;
    for (int steps = 0; at != null && steps < genres.size(); steps++) {
      if (at.equals(outer)) {
        return true;
      }
      Genre genre = genres.get(at);
      at = genre == null ? null : genre.parent();
    }
    return false;
  }

  /** Of all tracks. */
  Prior global() {
    return global;
  }

  /** The nearest known genres of some texts; empty if none is near. */
  Set<String> match(List<String> texts) {
    Set<String> found = new LinkedHashSet<>();
    texts.forEach(text -> found.addAll(names.match(text)));
    // Who says "rock" and "hard rock" means hard rock.
    Set<String> implied = found.stream()
        .map(parents::get).filter(Objects::nonNull).collect(Collectors.toSet());
    found.removeAll(implied);
    return found;
  }

  /** Of a genre that {@link #match} found. */
  Prior of(String name) {
    return Objects.requireNonNull(priors.get(name), name);
  }

  /** What lies between some, of which there is one at least. */
  static Prior blend(List<Prior> all) {
    if (all.size() == 1) {
      return all.get(0);
    }
    double[] means = new double[Feature.QUANTITIES];
    double[] deviations = new double[Feature.QUANTITIES];
    double[] coarseness = new double[Feature.QUANTITIES];
    for (int i = 0; i < means.length; i++) {
      double variance = 0;
      for (Prior prior : all) {
        means[i] += prior.means()[i] / all.size();
        variance += Math.pow(prior.deviations()[i], 2) / all.size();
        coarseness[i] = Math.max(coarseness[i], prior.coarseness()[i]);
      }
      deviations[i] = Math.sqrt(variance);
    }
    String label = all.stream().map(Prior::label).collect(Collectors.joining(" + "));
    Prior first = all.get(0);
    return new Prior(label, means, deviations, coarseness,
        first.key(), first.keyShare(), first.mode(), first.modeShare());
  }

  private static Prior prior(
      String label, Genre genre, @Nullable Genre above,
      double[] coarseness) {
    double own = above == null ? 1 : genre.count() / (genre.count() + HALF_COUNT);
    double[] means = new double[Feature.QUANTITIES];
    double[] deviations = new double[Feature.QUANTITIES];
    for (int i = 0; i < means.length; i++) {
      means[i] = own * genre.means()[i] + (above == null ? 0 : (1 - own) * above.means()[i]);
      deviations[i] =
          own * genre.spreads()[i] + (above == null ? 0 : (1 - own) * above.spreads()[i]);
    }
    int key = Feature.KEY.ordinal();
    int mode = Feature.MODE.ordinal();
    return new Prior(label, means, deviations, coarseness, (int) genre.means()[key],
        own * genre.spreads()[key], (int) genre.means()[mode], genre.spreads()[mode]);
  }

  /** The share of all tracks' variance that is between subgenres. */
  private static double[] coarseness(Genre all, Map<String, Genre> genres) {
    List<Genre> fine = new ArrayList<>(genres.values());
    fine.removeIf(genre -> genre.parent() == null);
    double[] shares = new double[Feature.QUANTITIES];
    for (int i = 0; i < shares.length && !fine.isEmpty(); i++) {
      int at = i;
      double within = fine.stream().mapToDouble(genre -> Math.pow(genre.spreads()[at], 2))
          .average().orElse(0);
      shares[i] = Math.max(0, 1 - within / Math.pow(all.spreads()[i], 2));
    }
    return shares;
  }
}
