package recobeat.missing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import recobeat.message.Find.Found;
import recobeat.message.Hints;
import recobeat.message.MissingTrack;
import recobeat.model.Entry;
import recobeat.model.Freshness;
import recobeat.model.Json;
import recobeat.model.Key;
import recobeat.model.Kind;
import recobeat.model.Lack;
import recobeat.model.Source;

class LookupTest {

  private static final long NOW = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
  private static final String ROW = """
      {"id":"c9a1e27d-0b58-4f36-b0d2-91f47c6ae3d8","trackTitle":"Kites","isrc":"SEABC2100417",\
      "artists":[{"name":"Ana; Oku"},{"name":7},{"name":"Mara"}]}""";
  private static final Found NOTHING = found(null, Freshness.EXPIRED);

  @ParameterizedTest
  @CsvSource({
    "SEABC2100417, 2021", "SEABC2600417, 2026", "SEABC2700417, 1927", "GBAYE6500001, 1965",
    "7Kq2VbN0xTzPmR4sLw9aYc,", "SEABC21,"})
  void year_ofIsrc_isTheLastOneThatFits(String isrc, @Nullable Integer year) {
    assertThat(Lookup.year(isrc, NOW)).isEqualTo(year);
  }

  @Test
  void known_row_tellsWhatTheCallerDidNot() {
    MissingTrack told = MissingTrack.of("7Kq2VbN0xTzPmR4sLw9aYc", Lack.UNKNOWN, null,
        new Hints(List.of(), "Album", "Said", List.of("trap")), 1);
    MissingTrack known = Lookup.known(told, fresh(Json.of(ROW)), NOTHING, NOW);
    assertThat(known.reason()).isEqualTo(Lack.NOT_FEATURED);
    assertThat(known.year()).isEqualTo(2021);
    assertThat(known.hints()).isEqualTo(
        new Hints(List.of("Ana  Oku", "Mara"), "Album", "Said", List.of("trap")));
  }

  @Test
  void known_listOfAnIsrc_tellsOfItsFirst() {
    MissingTrack known = Lookup.known(track("SEABC9800417", Lack.UNKNOWN),
        fresh(Json.of("[" + ROW + "]")), NOTHING, NOW);
    assertThat(known.hints().title()).isEqualTo("Kites");
    assertThat(known.year()).as("its own").isEqualTo(1998);
  }

  @Test
  void known_lack_isToldByWhatIsKept() {
    Found absent = found(Entry.absent(null, 1, 0, 0), Freshness.STALE);
    Found oldAbsence = found(Entry.absent(null, 1, 0, 0), Freshness.EXPIRED);
    Found mapped = fresh(Json.of("{}"));
    assertThat(lack(Lack.UNKNOWN, NOTHING, NOTHING)).isEqualTo(Lack.UNKNOWN);
    assertThat(lack(Lack.UNKNOWN, NOTHING, mapped)).isEqualTo(Lack.NOT_FEATURED);
    assertThat(lack(Lack.UNKNOWN, absent, NOTHING)).isEqualTo(Lack.NOT_FOUND);
    assertThat(lack(Lack.UNKNOWN, NOTHING, absent)).isEqualTo(Lack.NOT_FOUND);
    assertThat(lack(Lack.UNKNOWN, oldAbsence, NOTHING)).isEqualTo(Lack.UNKNOWN);
    assertThat(lack(Lack.UNKNOWN, oldAbsence, mapped)).isEqualTo(Lack.NOT_FEATURED);
    assertThat(lack(Lack.NOT_FOUND, NOTHING, NOTHING)).isEqualTo(Lack.NOT_FOUND);
  }

  private static Lack lack(Lack told, Found row, Found mapping) {
    return Lookup.known(track("x", told), row, mapping, NOW).reason();
  }

  private static MissingTrack track(String id, Lack reason) {
    return MissingTrack.of(id, reason, null, Hints.NONE, 1);
  }

  private static Found fresh(Json value) {
    return found(Entry.found(value, 1, 0), Freshness.FRESH);
  }

  private static Found found(@Nullable Entry entry, Freshness freshness) {
    return new Found(new Key(Kind.TRACK, "x"), entry, freshness, Source.REDIS);
  }
}
