package recobeat.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import recobeat.message.BadRequest;
import recobeat.message.Manual;
import recobeat.model.Mapping;
import recobeat.model.Source;

class ManualsTest {

  private static final long AT = 1_764_324_900_000L;
  private static final String SPOTIFY = "7Kq2VbN0xTzPmR4sLw9aYc";
  private static final String UUID = "3f0c5b1e-7a42-4d8e-9b61-2c9e40d7f1aa";

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "energy | 1.01 | features.energy must be a number from 0 to 1, not 1.01",
    "energy | -0.01 | features.energy must be a number from 0 to 1, not -0.01",
    "energy | NaN | features.energy must be a number from 0 to 1, not NaN",
    "loudness | 5.1 | features.loudness must be a number from -60 to 5, not 5.1",
    "tempo | Infinity | features.tempo must be a number from 0 to 250, not Infinity",
    "key | -1 | features.key must be a whole number from 0 to 11, not -1.0",
    "key | 3.5 | features.key must be a whole number from 0 to 11, not 3.5",
    "mode | 2 | features.mode must be a whole number from 0 to 1, not 2.0",
    "bpm | 120 | features.bpm is none: there are acousticness, danceability, energy,"})
  void told_wrong_isRefusedByItsField(String name, double value, String said) {
    assertThatThrownBy(() -> Told.of(Map.of(name, value), "alice", AT))
        .isInstanceOf(BadRequest.class).hasMessageStartingWith(said);
  }

  @Test
  void told_ofNothingOrNobody_isRefused() {
    assertThatThrownBy(() -> Told.of(Map.of(), "alice", AT))
        .isInstanceOf(BadRequest.class).hasMessageStartingWith("features must have one at least");
    for (String by : List.of("", "  ", "a\tb", "x".repeat(101))) {
      assertThatThrownBy(() -> Told.of(Map.of("energy", 1), by, AT))
          .isInstanceOf(BadRequest.class).hasMessageStartingWith("by must have 1 to 100");
    }
    assertThat(Told.of(Map.of("energy", 1, "loudness", -60, "key", 11), " alice ", AT).by())
        .isEqualTo("alice");
  }

  @Test
  void told_packed_keepsAllDigits() {
    Told told = Told.of(
        Map.of("instrumentalness", 9.54e-5, "tempo", 120, "mode", 1), "Ünï \"x\"", AT);
    assertThat(Told.unpack(told.pack())).isEqualTo(told);
    assertThat(told.numbers().toString())
        .isEqualTo("{instrumentalness=9.54E-5, tempo=120, mode=1}");
    for (String wrong : List.of("", "{}", "[]", "{\"features\":{},\"at\":1}",
        "{\"features\":{},\"by\":7,\"at\":1}", "{\"features\":{},\"by\":\"x\"}")) {
      assertThat(Told.unpack(wrong.getBytes(StandardCharsets.UTF_8))).as(wrong).isNull();
    }
  }

  @Test
  void over_someLeftOut_isFilledByTheGuessAndSaysSo() {
    double[] errors = new double[Feature.COUNT];
    Arrays.fill(errors, 0.2);
    double[] values = new double[Feature.COUNT];
    Arrays.fill(values, 0.5);
    Estimate rest =
        new Estimate(Features.of(values), errors, 0.3, "artist: 2 tracks", Source.ESTIMATED);
    Estimate made = Told.of(Map.of("energy", 0.9, "tempo", 120, "key", 7), "alice", AT).over(rest);
    assertThat(made.source()).isEqualTo(Source.MANUAL);
    assertThat(made.basis())
        .isEqualTo("manual: energy, tempo, key by alice, 2025-11-28 + artist: 2 tracks");
    assertThat(made.features().get(Feature.ENERGY)).isEqualTo(0.9);
    assertThat(made.features().get(Feature.VALENCE)).isEqualTo(0.5);
    assertThat(made.errors()[Feature.ENERGY.ordinal()]).as("a fact to a rank").isZero();
    assertThat(made.errors()[Feature.VALENCE.ordinal()]).isEqualTo(0.2);
    // Two of nine quantities are known, and of the others three tenths.
    assertThat(made.confidence()).isCloseTo(2 / 9.0 + 7 / 9.0 * 0.3, within(1e-9));
  }

  @Test
  void over_noGuessAccepted_isWhatWasSaid() {
    Estimate made = Told.of(Map.of("energy", 0.9), "alice", AT).over(null);
    assertThat(made.features().toJson().encode()).isEqualTo("{\"energy\":0.9}");
    assertThat(made.basis()).isEqualTo("manual: energy by alice, 2025-11-28");
    assertThat(made.confidence()).isCloseTo(1 / 9.0, within(1e-9));
  }

  @Test
  void over_allSaid_needsNoGuess() {
    Told told = Told.of(whole(), "alice", AT);
    assertThat(told.isWhole()).isTrue();
    Estimate made = told.over(null);
    assertThat(made.basis()).isEqualTo("manual: by alice, 2025-11-28");
    assertThat(made.confidence()).isEqualTo(1);
    Map<String, Number> less = whole();
    less.remove("mode");
    assertThat(Told.of(less, "alice", AT).isWhole()).isFalse();
  }

  private static Map<String, Number> whole() {
    Map<String, Number> whole = new HashMap<>();
    for (int i = 0; i < Feature.COUNT; i++) {
      whole.put(Feature.at(i).text(), 0);
    }
    return whole;
  }

  @Test
  void of_mapping_findsEitherName() {
    Manuals manuals = new Manuals(10);
    Told told = Told.of(Map.of("energy", 0.9), "alice", AT);
    manuals.set(Map.of(UUID, told));
    assertThat(manuals.of(SPOTIFY)).isNull();
    assertThat(manuals.of(new Mapping(UUID, SPOTIFY))).isEqualTo(told);
    assertThat(manuals.of(new Mapping(UUID, null))).isEqualTo(told);
    Told other = Told.of(Map.of("energy", 0.1), "bob", AT);
    manuals.set(Map.of(SPOTIFY, other));
    assertThat(manuals.of(new Mapping(UUID, SPOTIFY))).isEqualTo(other);
    manuals.remove(List.of(SPOTIFY, UUID));
    assertThat(manuals.of(new Mapping(UUID, SPOTIFY))).isNull();
  }

  @Test
  void replace_byWhatRedisHas_isBoundedAndSkipsWhatItDoesNotKnow() {
    Manuals manuals = new Manuals(2);
    manuals.set(Map.of("gone", Told.of(Map.of("energy", 0.9), "alice", AT)));
    byte[] packed = Told.of(Map.of("energy", 0.5), "bob", AT).pack();
    assertThat(manuals.replace(Map.of("a", packed, "b", "?".getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(1);
    assertThat(manuals.page("", 9).tracks()).extracting(Manual.Track::id).containsExactly("a");
    assertThat(manuals.packed()).containsOnlyKeys("a");
    assertThat(manuals.replace(Map.of("a", packed, "b", packed, "c", packed))).isEqualTo(1);
    assertThat(manuals.size()).isEqualTo(2);
    assertThat(manuals.replace(Map.of())).isZero();
    assertThat(manuals.size()).isZero();
  }

  @Test
  void page_onAndOn_hasEachOnce() {
    Manuals manuals = new Manuals(10);
    Told told = Told.of(Map.of("energy", 0.9), "alice", AT);
    List.of("c", "a", "d", "b").forEach(id -> manuals.set(Map.of(id, told)));
    Manual.Page first = manuals.page("", 2);
    assertThat(first.tracks()).extracting(Manual.Track::id).containsExactly("a", "b");
    assertThat(first.total()).isEqualTo(4);
    assertThat(first.next()).isEqualTo("b");
    Manual.Page last = manuals.page("b", 2);
    assertThat(last.tracks()).extracting(Manual.Track::id).containsExactly("c", "d");
    assertThat(last.next()).isNull();
    assertThat(manuals.page("d", 2)).isEqualTo(new Manual.Page(List.of(), 4, null));
    assertThat(first.toJson().getJsonArray("tracks").getJsonObject(0).encode()).isEqualTo(
        "{\"id\":\"a\",\"features\":{\"energy\":0.9},\"by\":\"alice\","
            + "\"at\":\"2025-11-28T10:15:00Z\"}");
  }
}
