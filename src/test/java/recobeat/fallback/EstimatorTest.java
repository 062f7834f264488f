package recobeat.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import recobeat.message.Hints;
import recobeat.model.Source;

/** With generated artists, whose tracks lie around a middle of their own. */
class EstimatorTest {

  private static final Genres GENRES = new Genres(GenreFile.shipped());

  private final Random random = new Random(7);
  private final Estimator estimator = new Estimator(new Priors(GENRES));
  private final Kin kin = new Kin(1_000);

  @Test
  void estimate_ofNothing_isTheMiddleOfAll() {
    Estimate estimate = estimate("x", Hints.NONE);

    assertThat(estimate.features().get(Feature.ENERGY))
        .isEqualTo(GENRES.global().means()[Feature.ENERGY.ordinal()]);
    assertThat(estimate.confidence()).isCloseTo(0, within(0.01));
    assertThat(estimate.source()).isEqualTo(Source.DEFAULT);
    assertThat(estimate.basis()).isEqualTo("all tracks");
  }

  @Test
  void estimate_ofAGenre_isItsMiddle() {
    Estimate estimate = estimate("x", new Hints(List.of(), null, null, List.of("Trap")));

    assertThat(estimate.features().get(Feature.ENERGY))
        .isCloseTo(GENRES.of("trap").means()[Feature.ENERGY.ordinal()], within(1e-9));
    assertThat(estimate.confidence()).isBetween(0.05, 0.5);
    assertThat(estimate.source()).isEqualTo(Source.DEFAULT);
    assertThat(estimate.basis()).isEqualTo("subgenre trap");
  }

  @Test
  void estimate_comesNearerToAnArtist_theMoreIsKnown() {
    double before = estimate("x", hints("Ana", "asked")).features().get(Feature.ENERGY);
    double confidence = 0;
    for (int track = 0; track < 12; track++) {
      learn("t" + track, hints("Ana", "song " + track), 0.05);
      Estimate estimate = estimate("x", hints("Ana", "asked"));
      double now = estimate.features().get(Feature.ENERGY);

      assertThat(now).isLessThan(before).isGreaterThan(0.05);
      assertThat(estimate.confidence()).isGreaterThan(confidence);
      assertThat(estimate.basis()).isEqualTo(
          "artist: " + (track + 1) + (track == 0 ? " track" : " tracks") + " + genre pop");
      before = now;
      confidence = estimate.confidence();
    }
    assertThat(before).isLessThan(0.2);
  }

  @Test
  void estimate_isNotSwayedByTheSameTrackTwice() {
    learn("t", hints("Ana", "song"), 0.1);
    Estimate once = estimate("x", hints("Ana", "asked"));
    learn("t", hints("Ana", "song"), 0.1);

    assertThat(estimate("x", hints("Ana", "asked")).features()).isEqualTo(once.features());
  }

  @Test
  void estimate_believesTheSameRecordingMost() {
    for (int track = 0; track < 10; track++) {
      learn("t" + track, hints("Ana", "song " + track), 0.8);
    }
    learn("other", hints("Ana", "Asked - 2011 Remaster"), 0.2);

    Estimate same = estimate("x", hints("ANA", "Asked"));
    Estimate live = estimate("x", hints("Ana", "Asked - Live"));

    assertThat(same.features().get(Feature.ENERGY)).isBetween(0.15, 0.35);
    assertThat(same.basis()).isEqualTo("same recording: 1 track, artist: 11 tracks + genre pop");
    assertThat(live.features().get(Feature.ENERGY))
        .isGreaterThan(same.features().get(Feature.ENERGY) + 0.15);
    assertThat(live.confidence()).isLessThan(same.confidence());
  }

  @Test
  void estimate_believesTheAlbumMoreThanTheArtist() {
    for (int track = 0; track < 5; track++) {
      kin.learn("a" + track, new Hints(List.of("Ana"), "Loud", "l" + track, List.of()),
          features(0.5, -3));
      kin.learn("b" + track, new Hints(List.of("Ana"), "Calm", "c" + track, List.of()),
          features(0.5, -12));
    }

    assertThat(loudness("Loud")).isGreaterThan(loudness("Calm") + 2);
  }

  @Test
  void estimate_takesKeyAndModeOfTheRecording() {
    double[] values = Arrays.copyOf(GENRES.global().means(), Feature.COUNT);
    values[Feature.KEY.ordinal()] = 8;
    values[Feature.MODE.ordinal()] = 0;
    kin.learn("t", hints("Ana", "Asked"), Features.of(values));

    Estimate same = estimate("x", hints("Ana", "Asked"));
    Estimate other = estimate("x", hints("Ana", "Another"));

    assertThat(same.features().get(Feature.KEY)).isEqualTo(8);
    assertThat(same.features().get(Feature.MODE)).isZero();
    assertThat(same.errors()[Feature.KEY.ordinal()]).isLessThan(0.2);
    assertThat(other.errors()[Feature.KEY.ordinal()]).isGreaterThan(0.7);
  }

  @Test
  void estimate_doesNotKnowATrackFromItself() {
    learn("x", hints("Ana", "Asked"), 0.01);

    assertThat(estimate("x", hints("Ana", "Asked")).source()).isEqualTo(Source.DEFAULT);
    assertThat(estimate("y", hints("Ana", "Asked")).source()).isEqualTo(Source.ESTIMATED);
  }

  @Test
  void estimate_countsGuestsAndJoinedArtists() {
    learn("t", hints("Ana;Bo", "song"), 0.01);

    assertThat(estimate("x", hints("Bo", "another")).source()).isEqualTo(Source.ESTIMATED);
    assertThat(estimate("x", hints("Cy", "another (feat. Bo)")).source())
        .isEqualTo(Source.ESTIMATED);
    assertThat(estimate("x", hints("Cy", "another")).source()).isEqualTo(Source.DEFAULT);
  }

  @Test
  void estimate_ofManyArtists_beatsTheGenre() {
    double genre = GENRES.of("pop").means()[Feature.ENERGY.ordinal()];
    double plain = 0;
    double met = 0;
    double expected = 0;
    for (int artist = 0; artist < 200; artist++) {
      double middle = genre + random.nextGaussian() * 0.1;
      for (int track = 0; track < 6; track++) {
        learn(artist + "/" + track, hints("Artist " + artist, "song " + track),
            middle + random.nextGaussian() * 0.12);
      }
      double truth = middle + random.nextGaussian() * 0.12;
      Estimate estimate = estimate("x", hints("Artist " + artist, "asked"));
      plain += Math.pow(truth - genre, 2);
      met += Math.pow(truth - estimate.features().get(Feature.ENERGY), 2);
      expected += Math.pow(estimate.errors()[Feature.ENERGY.ordinal()], 2);
    }
    assertThat(met).isLessThan(0.75 * plain);
    assertThat(met / expected).isBetween(0.5, 1.5);
  }

  @Test
  void estimate_ofWildFigures_staysInRange() {
    for (int round = 0; round < 300; round++) {
      List<Member> members = new ArrayList<>();
      for (int i = random.nextInt(70); i >= 0; i--) {
        double[] values = new double[Feature.COUNT];
        for (int at = 0; at < values.length; at++) {
          Feature feature = Feature.at(at);
          values[at] = random.nextInt(5) == 0 ? Double.NaN
              : random.nextBoolean() ? feature.least() : feature.most();
        }
        members.add(new Member(Song.of(new Hints(List.of("Ana"), "Album " + random.nextInt(3),
            "Song " + random.nextInt(3) + (random.nextBoolean() ? "" : " - Live"), List.of())),
            Features.of(values)));
      }
      Estimate estimate = estimator.estimate(
          new Hints(List.of("Ana"), "Album 1", "Song 1", List.of("rock")), members);

      assertThat(estimate.confidence()).isBetween(0.0, 1.0);
      for (int i = 0; i < Feature.COUNT; i++) {
        Feature feature = Feature.at(i);
        assertThat(estimate.features().get(i)).isBetween(feature.least(), feature.most());
        assertThat(estimate.errors()[i]).isNotNegative().isFinite();
      }
    }
  }

  @Test
  void kin_isBounded() {
    Kin few = new Kin(30);
    for (int i = 0; i < 500; i++) {
      few.learn("t" + i, hints("Ana", "song " + i), features(0.5, -6));
    }

    assertThat(few.groups()).isEqualTo(30);
    assertThat(few.of("x", hints("Ana", "asked"))).hasSize(64);
  }

  private double loudness(String album) {
    return estimate("x", new Hints(List.of("Ana"), album, "asked", List.of("pop")))
        .features().get(Feature.LOUDNESS);
  }

  private Estimate estimate(String id, Hints hints) {
    return estimator.estimate(hints, kin.of(id, hints));
  }

  private void learn(String id, Hints hints, double energy) {
    kin.learn(id, hints, features(energy, -6));
  }

  private static Hints hints(String artist, String title) {
    return new Hints(List.of(artist), null, title, List.of("pop"));
  }

  private static Features features(double energy, double loudness) {
    double[] values = GENRES.of("pop").means().clone();
    values[Feature.ENERGY.ordinal()] = energy;
    values[Feature.LOUDNESS.ordinal()] = loudness;
    return Features.of(values);
  }
}
