package recobeat.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the stand-in knows. */
class CatalogueTest {

  private static final int MANY = 1_000_000;
  private static final int SOME = 2_000;

  private final Catalogue catalogue = new Catalogue(1, 0.8);

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.25, 0.69, 1})
  void coverage_ofTheCatalogueAndOfOtherIds_isTheShareKnown(double coverage) {
    Catalogue partial = new Catalogue(1, coverage);

    assertThat(known(partial, partial.sampleMixed(SOME, 1))).isCloseTo(coverage, within(0.025));
    assertThat(known(partial, foreign(SOME))).isCloseTo(coverage, within(0.025));
  }

  @Test
  void size_tracks_areTensOfThousands() {
    assertThat(catalogue.sampleMixed(MANY, 1)).hasSizeBetween(40_000, 90_000)
        .doesNotHaveDuplicates();
  }

  @Test
  void features_ofKnownTracks_lackForAFew() {
    List<String> tracks = catalogue.sampleTracks(SOME, 1);
    double with = tracks.stream().filter(catalogue::hasFeatures).count() / (double) SOME;

    assertThat(with).isBetween(0.97, 0.99);
    assertThat(foreign(SOME).stream().filter(catalogue::knows)
        .filter(id -> !catalogue.hasFeatures(id))).isNotEmpty();
  }

  @Test
  void sample_kinds_areKnownOrUnknownAsNamed() {
    assertThat(catalogue.sampleTracks(1000, 7)).hasSize(1000).allMatch(catalogue::knows)
        .isNotEqualTo(catalogue.sampleTracks(1000, 8));
    assertThat(new Catalogue(1, 1).sampleUnknown(1000, 7)).hasSize(1000)
        .doesNotHaveDuplicates()
        .allMatch(Ids::looksLikeSpotify)
        .noneMatch(new Catalogue(1, 1)::knows);
  }

  @Test
  void ids_ofOneTrack_leadToEachOther() {
    List<String> tracks = Stream.concat(
        catalogue.sampleTracks(SOME, 1).stream(),
        foreign(SOME).stream().filter(catalogue::knows)).toList();
    List<String> uuids = tracks.stream().map(id -> catalogue.uuidOf(id).orElseThrow()).toList();

    assertThat(uuids).doesNotHaveDuplicates();
    assertThat(uuids.stream().map(uuid -> catalogue.spotifyIdsOf(uuid).get(0)))
        .isEqualTo(tracks);
    assertThat(tracks).allMatch(
        id -> catalogue.spotifyIdsOf(catalogue.isrcOf(id).orElseThrow()).contains(id));
  }

  @Test
  void isrc_ofSomeTracks_isSharedByTwo() {
    Catalogue full = new Catalogue(1, 1);
    List<String> tracks = full.sampleTracks(SOME, 1);
    long shared = tracks.stream()
        .filter(id -> full.spotifyIdsOf(full.isrcOf(id).orElseThrow()).size() == 2)
        .count();

    assertThat(shared / (double) SOME).isBetween(0.02, 0.15);
  }

  @Test
  void seed_same_givesTheSameAnswersByteByByte() {
    List<String> answers = answers(1);

    assertThat(answers(1)).isEqualTo(answers);
    List<String> others = answers(2);
    assertThat(IntStream.range(0, answers.size()))
        .noneMatch(i -> answers.get(i).equals(others.get(i)));
  }

  /** Answers to the same calls by a stand-in of this seed. */
  private static List<String> answers(long seed) {
    try (Stand stand = new Stand(Stand.calm().withSeed(seed))) {
      List<String> own = stand.known("track", 5);
      List<String> ids = Stream.concat(own.stream(), foreign(30).stream()).toList();
      return Stream.of(
              stand.bulk("track", ids),
              stand.bulk("audio-features", ids),
              stand.bulk("artist", stand.known("artist", 5)),
              stand.bulk("album", stand.known("album", 5)),
              stand.get("/v1/track/search?searchText=paper"),
              stand.get("/v1/track/recommendation?size=9&seeds=" + own.get(0)))
          .map(answer -> answer.bodyAsString())
          .toList();
    }
  }

  private static double known(Catalogue catalogue, List<String> ids) {
    return ids.stream().filter(catalogue::knows).count() / (double) ids.size();
  }

  /** Well-formed Spotify ids that the seed did not make. */
  private static List<String> foreign(int count) {
    SplittableRandom random = new SplittableRandom(3);
    HashSet<String> ids = new HashSet<>();
    while (ids.size() < count) {
      ids.add("1A" + Ids.digits(random.nextLong(), 10) + Ids.digits(random.nextLong(), 10));
    }
    return ids.stream().sorted().toList();
  }
}
