package recobeat.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import recobeat.message.Hints;
import recobeat.message.KeepKin;

/** What is held of groups here, and what Redis has of them. */
class KinTest {

  private static final Hints ANA = new Hints(List.of("Ana"), null, null, List.of());

  private final Kin kin = new Kin(2);

  @Test
  void learn_sameTrackAgain_replacesIt() {
    assertThat(learn("t", 0.1)).hasSize(1);
    learn("t", 0.2);
    assertThat(kin.of("x", ANA)).singleElement().satisfies(member ->
        assertThat(member.features().get(Feature.ENERGY)).isBetween(0.199, 0.201));
  }

  @Test
  void read_whatWasLearnedSince_isYounger() {
    byte[] older = learn("t", 0.1).get(0).packed();
    learn("t", 0.2);
    Group group = kin.unread(List.of(ANA), 0, 9).get(0);
    kin.read(group, Map.of("t", older, "u", older), 0);
    assertThat(kin.of("u", ANA)).extracting(member -> member.features().get(Feature.ENERGY) > 0.15)
        .containsExactly(true);
    assertThat(kin.of("t", ANA)).hasSize(1);
  }

  @Test
  void read_again_bringsWhatOthersLearnedMeanwhile() {
    Group group = kin.unread(List.of(ANA), 0, 9).get(0);
    LinkedHashMap<String, byte[]> first = new LinkedHashMap<>();
    LinkedHashMap<String, byte[]> second = new LinkedHashMap<>();
    for (int i = 0; i < group.membersMax(); i++) {
      first.put("m" + i, learn("m" + i, 0.1).get(0).packed());
      second.put("n" + i, learn("n" + i, 0.9).get(0).packed());
    }
    Kin other = new Kin(2);
    other.read(group, first, 0);
    other.learn("own", ANA, energy(0.5));
    other.read(group, second, Kin.READ_AGAIN_MS);
    assertThat(other.of("x", ANA)).hasSize(group.membersMax())
        .extracting(member -> member.features().get(Feature.ENERGY) > 0.4)
        .containsOnly(true);
    other.read(group, first, 2 * Kin.READ_AGAIN_MS);
    assertThat(other.of("x", ANA)).as("which by then is in Redis")
        .extracting(member -> member.features().get(Feature.ENERGY) < 0.4).containsOnly(true);
  }

  @Test
  void unread_onceRead_isReadAgainOnlyLater() {
    Group group = kin.unread(List.of(ANA, ANA), 1_000, 9).get(0);
    assertThat(kin.unread(List.of(ANA), 1_000, 0)).isEmpty();
    kin.read(group, Map.of(), 1_000);
    assertThat(kin.unread(List.of(ANA), 1_000, 9)).isEmpty();
    assertThat(kin.unread(List.of(ANA), 1_000 + Kin.READ_AGAIN_MS - 1, 9)).isEmpty();
    assertThat(kin.unread(List.of(ANA), 1_000 + Kin.READ_AGAIN_MS, 9)).containsExactly(group);
  }

  @Test
  void groups_tooMany_thoseUnusedForLongestGo() {
    learn("t", 0.1);
    for (String artist : List.of("Bo", "Cy")) {
      kin.of("x", ANA);
      kin.learn(artist, new Hints(List.of(artist), null, null, List.of()), energy(0.5));
    }
    assertThat(kin.groups()).isEqualTo(2);
    assertThat(kin.of("x", ANA)).hasSize(1);
  }

  private List<KeepKin.Member> learn(String id, double energy) {
    return kin.learn(id, ANA, energy(energy));
  }

  private static Features energy(double energy) {
    double[] values = new double[Feature.COUNT];
    Arrays.fill(values, Double.NaN);
    values[Feature.ENERGY.ordinal()] = energy;
    return Features.of(values);
  }
}
