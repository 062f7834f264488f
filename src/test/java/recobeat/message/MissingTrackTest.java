package recobeat.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import recobeat.model.Lack;

/** What is known of missing tracks, put together and written down. */
class MissingTrackTest {

  private static final String ID = "7Kq2VbN0xTzPmR4sLw9aYc";
  private static final Hints ANA = new Hints(List.of("Ana"), null, null, List.of());
  private static final Hints KITES = new Hints(List.of("Oku"), "Kites", null, List.of("trap"));

  @Test
  void plus_inEitherOrder_isTheSame() {
    MissingTrack early = track(Lack.NOT_FOUND, "one", ANA, 10).plus(
        track(Lack.UNKNOWN, "two", Hints.NONE, 20));
    MissingTrack late = track(Lack.UNKNOWN, "one", KITES, 30);
    MissingTrack both = early.plus(late);
    assertThat(late.plus(early)).isEqualTo(both);
    assertThat(both).isEqualTo(new MissingTrack(ID, Lack.NOT_FOUND, 3, 10, 30,
        List.of("two", "one"), 2, new Hints(List.of("Oku"), "Kites", null, List.of("trap")),
        null));
  }

  @Test
  void plus_whatIsKnownLater_wins() {
    MissingTrack early = track(Lack.NOT_FOUND, null, ANA, 10);
    MissingTrack late = track(Lack.UNKNOWN, null, Hints.NONE, 20)
        .known(Lack.NOT_FEATURED, Hints.NONE, 2001);
    assertThat(early.plus(late).reason()).isEqualTo(Lack.NOT_FEATURED);
    assertThat(early.plus(late).year()).isEqualTo(2001);
    assertThat(early.plus(late).hints()).isEqualTo(ANA);
  }

  @Test
  void plus_manyWorkflows_keepsTheLastAndCountsAll() {
    MissingTrack all = IntStream.range(0, 20)
        .mapToObj(n -> track(Lack.UNKNOWN, "w" + n, Hints.NONE, n))
        .reduce(MissingTrack::plus).orElseThrow();
    assertThat(all.workflowCount()).isEqualTo(20);
    assertThat(all.workflows())
        .containsExactly("w12", "w13", "w14", "w15", "w16", "w17", "w18", "w19");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "{\"limit\":0} | limit must be from 1 to 10000, not 0",
    "{\"limit\":10001} | limit must be from 1 to 10000, not 10001",
    "{\"limit\":\"x\"} | limit must be a whole number, not \"x\"",
    "{\"workflow\":\"\"} | workflow must have 1 to 200 characters, not none",
    "{\"workflow\":7} | workflow must be a string, not 7",
    "{\"reason\":\"gone\"} | reason must be one of not-found, not-featured, unknown, not \"gone\"",
  })
  void request_bad_namesTheField(String json, String said) {
    assertThatThrownBy(() -> MissingRequest.fromJson(new JsonObject(json)))
        .isInstanceOf(BadRequest.class).hasMessage(said);
  }

  @Test
  void csv_anyText_isReadBackAsOneCell() {
    String odd = "say \"hi\",\r\nthen; \u00fc";
    List<CsvRecord> rows = read(titled(odd));
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).getFields()).containsExactly("id", "reason", "asks", "firstAt",
        "lastAt", "title", "artists", "album", "genres", "year", "workflows", "workflowCount");
    assertThat(rows.get(1).getFields()).containsExactly(ID, "not-featured", "1",
        "1970-01-01T00:00:01Z", "1970-01-01T00:00:01Z", odd, "Oku", "Kites", "trap", "2021", "w",
        "1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r\n=cmd|' /C calc'!A0",
    "\uff1d1"})
  void csv_formula_isText(String title) {
    assertThat(read(titled(title)).get(1).getField(5)).isEqualTo("'" + title);
  }

  @Test
  void csv_nothingMissing_isTheHeader() {
    assertThat(report(List.of()).toCsv()).startsWith("id,reason,").endsWith("Count\r\n")
        .containsOnlyOnce("\n");
  }

  private static MissingTrack titled(String title) {
    return new MissingTrack(ID, Lack.NOT_FEATURED, 1, 1_000, 1_000, List.of("w"), 1,
        new Hints(List.of("Oku"), "Kites", title, List.of("trap")), 2021);
  }

  private static List<CsvRecord> read(MissingTrack track) {
    return CsvReader.builder().ofCsvRecord(report(List.of(track)).toCsv()).stream().toList();
  }

  private static MissingReport report(List<MissingTrack> tracks) {
    return new MissingReport(
        true, null, 1, Map.of(), tracks, List.of(), List.of(), List.of(), List.of());
  }

  private static MissingTrack track(Lack reason, String workflow, Hints hints, long at) {
    return MissingTrack.of(ID, reason, workflow, hints, at);
  }

  @Test
  void hints_long_areKeptInBrief() {
    String name = "n".repeat(99) + "\ud83c\udfb5";
    List<String> names = IntStream.range(0, 20).mapToObj(n -> n + name).toList();
    MissingTrack track = track(Lack.UNKNOWN, null,
        new Hints(names, name + name, name, names), 1);
    assertThat(track.hints().artists()).hasSize(4).isEqualTo(track.hints().genres())
        .allMatch(each -> each.length() == 100);
    assertThat(track.hints().title()).as("no half character").isEqualTo("n".repeat(99));
    assertThat(track.hints().album()).isEqualTo("n".repeat(99));
    assertThat(track.plus(track).hints()).isSameAs(track.hints());
    assertThat(track(Lack.UNKNOWN, null, KITES, 1).hints()).isSameAs(KITES);
  }
}
