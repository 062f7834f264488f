package recobeat.sim;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** New tracks of the seeds' genres, the same ones for the same seeds. */
final class Recommendations {

  private static final int SEEDS_MAX = 5;
  private static final int SIZE_MAX = 100;
  private static final int DRAWS_PER_ROW = 20;
  private static final int CANDIDATES_PER_ROW = 4;

  private final Catalogue catalogue;
  private final Map<Genre, int[]> artistsByGenre = new EnumMap<>(Genre.class);

  Recommendations(Catalogue catalogue) {
    this.catalogue = catalogue;
    int artists = catalogue.discography().artists();
    for (Genre genre : Genre.values()) {
      artistsByGenre.put(
          genre,
          IntStream.range(0, artists)
              .filter(artist -> catalogue.press().genreOf(artist) == genre)
              .toArray());
    }
  }

  Answer.Writer answer(Ask ask) {
    int size = size(ask);
    List<String> seeds = ask.required("seeds", SEEDS_MAX);
    List<String> negatives = ask.optional("negativeSeeds", SEEDS_MAX);
    if (negatives.size() >= seeds.size() || !Collections.disjoint(seeds, negatives)) {
      throw Refusal.of(
          Refusal.BAD_REQUEST, "Negative seeds must be fewer than seeds and not among them");
    }
    Map<Target, Double> wanted = wanted(ask);
    List<Track> known = resolved(seeds);
    if (known.isEmpty()) {
      throw Refusal.of(Refusal.BAD_REQUEST, "Cannot find any track");
    }
    Set<String> excluded = new HashSet<>();
    known.forEach(track -> excluded.add(track.id()));
    resolved(negatives).forEach(track -> excluded.add(track.id()));
    int candidates = wanted.isEmpty() ? size : size * CANDIDATES_PER_ROW;
    List<Track> drawn = draw(known, excluded, candidates);
    drawn.sort(Comparator.comparingDouble(track -> distance(track, wanted)));
    return Rows.content(drawn.subList(0, Math.min(size, drawn.size())), Rows::track);
  }

  private static int size(Ask ask) {
    int size = ask.whole("size");
    if (size <= 0) {
      throw Refusal.of(Refusal.BAD_REQUEST, "Size must be a greater than zero");
    }
    return Ask.within("size", size, 1, SIZE_MAX);
  }

  private static Map<Target, Double> wanted(Ask ask) {
    Map<Target, Double> wanted = new EnumMap<>(Target.class);
    for (Target target : Target.values()) {
      if (ask.query().contains(target.parameter)) {
        wanted.put(target, target.wanted(ask));
      }
    }
    if (ask.query().contains("popularity")) {
      Ask.within("popularity", ask.whole("popularity"), 0, 100);
    }
    if (ask.query().contains("featureWeight")) {
      Ask.within("featureWeight", ask.decimal("featureWeight", false), 1, 5);
    }
    return wanted;
  }

  private List<Track> resolved(List<String> seeds) {
    return seeds.stream()
        .flatMap(id -> catalogue.findOne(Lookups.folded(id)).stream())
        .distinct()
        .sorted(Comparator.comparing(Track::id))
        .toList();
  }

  private List<Track> draw(List<Track> seeds, Set<String> excluded, int count) {
    RandomGenerator random = new SplittableRandom(hash(seeds));
    Map<String, Track> drawn = new LinkedHashMap<>();
    for (int i = 0; i < count * DRAWS_PER_ROW && drawn.size() < count; i++) {
      int[] artists = requireNonNull(artistsByGenre.get(seeds.get(i % seeds.size()).genre()));
      int artist = artists[random.nextInt(artists.length)];
      int[] tracks = catalogue.discography().tracksBy(artist).toArray();
      catalogue
          .known(tracks[random.nextInt(tracks.length)])
          .filter(track -> !excluded.contains(track.id()))
          .ifPresent(track -> drawn.put(track.id(), track));
    }
    return new ArrayList<>(drawn.values());
  }

  private static long hash(List<Track> seeds) {
    Set<String> ids = new TreeSet<>();
    seeds.forEach(seed -> ids.add(seed.id()));
    return Mix.of(0, String.join(",", ids));
  }

  private static double distance(Track track, Map<Target, Double> wanted) {
    Features features = track.features();
    if (features == null) {
      return wanted.size();
    }
    return wanted.entrySet().stream()
        .mapToDouble(want -> want.getKey().distance(features, want.getValue()))
        .sum();
  }
}
