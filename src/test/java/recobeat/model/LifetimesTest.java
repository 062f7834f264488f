package recobeat.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static recobeat.model.Freshness.EXPIRED;
import static recobeat.model.Freshness.FRESH;
import static recobeat.model.Freshness.STALE;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifetimesTest {

  private static final long NOW = 1_750_000_000_000L;
  private final Lifetimes lifetimes = new Lifetimes(LifeOptions.defaults());

  @ParameterizedTest
  @CsvSource({
    "FEATURES, 90", "TRACK, 30", "ARTIST, 30", "ALBUM, 30", "TRACK_ID, 180", "ARTIST_ID, 180",
    "ALBUM_ID, 180", "RECOMMENDATION, 7", "SEARCH, 1", "LIST, 1"})
  void freshness_found_livesAsLongAsTheTableSays(Kind kind, int days) {
    Entry entry = Entry.found(Json.of("{}"), NOW, 0);
    assertThat(lifetimes.freshness(kind, entry, after(Duration.ofDays(days)) - 1)).isEqualTo(FRESH);
    assertThat(lifetimes.freshness(kind, entry, after(Duration.ofDays(days)))).isEqualTo(STALE);
    assertThat(lifetimes.freshness(kind, entry, after(Duration.ofDays(2 * days))))
        .isEqualTo(EXPIRED);
  }

  @ParameterizedTest
  @CsvSource({
    "FEATURES, 0, 24", "FEATURES, 1, 48", "TRACK, 2, 96", "TRACK_ID, 3, 192", "ALBUM, 4, 336",
    "ARTIST, 62, 336", "RECOMMENDATION, 0, 24", "RECOMMENDATION, 5, 24", "SEARCH, 0, 1",
    "LIST, 9, 1"})
  void freshness_absent_doublesUpToItsMaximum(Kind kind, int strikes, int hours) {
    Entry entry = Entry.absent(null, NOW, 0, strikes);
    assertThat(lifetimes.freshness(kind, entry, after(Duration.ofHours(hours)) - 1))
        .isEqualTo(FRESH);
    assertThat(lifetimes.freshness(kind, entry, after(Duration.ofHours(hours)))).isEqualTo(STALE);
  }

  @Test
  void freshness_jitter_shortensByUpToItsShare() {
    long day = Duration.ofDays(1).toMillis();
    assertThat(lifetimes.freshness(
        Kind.LIST, Entry.found(Json.of("1"), NOW, 255), NOW + day * 9 / 10))
        .isEqualTo(STALE);
    assertThat(lifetimes.freshness(
        Kind.LIST, Entry.found(Json.of("1"), NOW, 128), NOW + day * 9 / 10))
        .isEqualTo(FRESH);
  }

  @Test
  void change_appliesToWhatIsStored() {
    Entry entry = Entry.found(Json.of("{}"), NOW, 0);
    LifeOptions old = LifeOptions.defaults();
    Life minute = new Life(Duration.ofMinutes(1), Duration.ZERO, Duration.ZERO);
    lifetimes.change(new LifeOptions(minute, old.tracks(), old.artists(), old.albums(), old.ids(),
        old.recommendations(), old.searches(), old.lists(), 0));
    assertThat(lifetimes.freshness(Kind.FEATURES, entry, NOW + 60_000)).isEqualTo(STALE);
  }

  @Test
  void freshness_clockSetBack_isFresh() {
    assertThat(lifetimes.freshness(Kind.LIST, Entry.found(Json.of("{}"), NOW, 0), NOW - 1_000_000))
        .isEqualTo(FRESH);
  }

  private static long after(Duration age) {
    return NOW + age.toMillis();
  }

  @Test
  void life_overlong_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Life(
        Duration.ofMillis(Long.MAX_VALUE), Duration.ZERO, Duration.ZERO))
        .withMessageContaining("36500d");
  }
}
