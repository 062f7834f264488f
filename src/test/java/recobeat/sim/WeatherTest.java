package recobeat.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Delays and faults by chance, over many draws and without waiting for any of them. */
class WeatherTest {

  private static final int DRAWS = 20_000;
  private static final SimOptions CALM = Stand.calm();

  @Test
  void fast_delays_haveTheirMedianAtAQuarterSecond() {
    List<Long> millis = delays(CALM.withProfile(Profile.FAST));

    assertThat(millis.get(DRAWS / 2)).isBetween(240L, 260L);
    assertThat(millis.get(DRAWS * 99 / 100)).isBetween(740L, 860L);
    assertThat(millis.get(0)).isPositive();
  }

  @Test
  void bad_delays_are20To75SecondsAndSomeAboveAMinute() {
    List<Long> millis = delays(CALM.withProfile(Profile.BAD));

    assertThat(millis.get(0)).isBetween(20_000L, 20_500L);
    assertThat(millis.get(DRAWS - 1)).isBetween(74_500L, 75_000L);
    assertThat(share(millis.stream().filter(each -> each > 60_000))).isCloseTo(0.08, within(0.01));
  }

  @Test
  void none_delays_areNone() {
    assertThat(delays(CALM)).containsOnly(0L);
  }

  @Test
  void scale_delays_areDivided() {
    List<Long> millis = delays(CALM.withProfile(Profile.BAD).withScale(100));

    assertThat(millis.get(0)).isBetween(200L, 205L);
    assertThat(millis.get(DRAWS - 1)).isBetween(745L, 750L);
  }

  @Test
  void seed_same_hasTheSameDaysAndAnotherOthers() {
    SimOptions bad = CALM.withProfile(Profile.BAD);

    assertThat(fates(bad).limit(1000)).isEqualTo(fates(bad).limit(1000).toList());
    assertThat(delays(bad)).isNotEqualTo(delays(bad.withSeed(2)));
  }

  @Test
  void faults_shares_areNearWhatIsSet() {
    List<Fault> faults = faults(CALM.withFaults(new Faults(0.1, 0.2, 0.05, 0.15)));

    assertThat(share(faults, Fault.Hang.class)).isCloseTo(0.1, within(0.01));
    assertThat(share(faults, Fault.Status.class)).isCloseTo(0.2, within(0.01));
    assertThat(share(faults, Fault.Html.class)).isCloseTo(0.05, within(0.01));
    assertThat(share(faults, Fault.Truncated.class)).isCloseTo(0.15, within(0.01));
    assertThat(share(faults, Fault.Pass.class)).isCloseTo(0.5, within(0.01));
  }

  @ParameterizedTest
  @CsvSource({"FAST,0,0", "NONE,0,0", "BAD,0.017,0.023"})
  void faults_ofTheProfile_areTwoInAHundredOnABadDayOnly(Profile profile, double min, double max) {
    List<Fault> faults = faults(CALM.withProfile(profile));

    assertThat(1 - share(faults, Fault.Pass.class)).isBetween(min, max);
    assertThat(faults(CALM.withProfile(profile).withFaults(Faults.NONE)))
        .hasOnlyElementsOfType(Fault.Pass.class);
  }

  @Test
  void faults_moreThanAll_areRefused() {
    assertThatThrownBy(() -> new Faults(0.5, 0.5, 0.1, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 1");
  }

  @Test
  void script_next_comesInOrderAndThenChanceGoesOn() {
    Weather scripted = new Weather(CALM.withProfile(Profile.BAD));
    scripted.script(new Fault.Reset(), new Fault.Html(503));
    List<Weather.Fate> unscripted = fates(CALM.withProfile(Profile.BAD)).limit(3).toList();

    assertThat(scripted.next().fault()).isEqualTo(new Fault.Reset());
    assertThat(scripted.next().fault()).isEqualTo(new Fault.Html(503));
    assertThat(scripted.next()).isEqualTo(unscripted.get(2));
  }

  @Test
  void spell_share_isMetUntilItEndsAndLeavesTheDaysAsTheyAre() {
    Weather weather = new Weather(CALM.withProfile(Profile.FAST));
    weather.spell(0.5, new Fault.Reset(), new Fault.Hang());
    List<Weather.Fate> during = Stream.generate(weather::next).limit(DRAWS).toList();
    weather.spell(0);
    List<Weather.Fate> usual = Stream.generate(new Weather(CALM.withProfile(Profile.FAST))::next)
        .limit(DRAWS + 1).toList();

    List<Fault> met = during.stream().map(Weather.Fate::fault).toList();
    assertThat(share(met, Fault.Reset.class)).isCloseTo(0.25, within(0.01));
    assertThat(share(met, Fault.Hang.class)).isCloseTo(0.25, within(0.01));
    assertThat(during.stream().map(Weather.Fate::delayMillis))
        .isEqualTo(usual.stream().limit(DRAWS).map(Weather.Fate::delayMillis).toList());
    assertThat(weather.next()).isEqualTo(usual.get(DRAWS));
  }

  private static List<Long> delays(SimOptions options) {
    return fates(options).map(Weather.Fate::delayMillis).sorted().toList();
  }

  private static List<Fault> faults(SimOptions options) {
    return fates(options).map(Weather.Fate::fault).toList();
  }

  private static Stream<Weather.Fate> fates(SimOptions options) {
    return Stream.generate(new Weather(options)::next).limit(DRAWS);
  }

  private static double share(List<Fault> faults, Class<? extends Fault> kind) {
    return share(faults.stream().filter(kind::isInstance));
  }

  private static double share(Stream<?> some) {
    return some.count() / (double) DRAWS;
  }
}
