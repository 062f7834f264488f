package recobeat.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import recobeat.message.BadRequest;
import recobeat.message.Csv;

class ManualTableTest {

  private static final long AT = 1_764_324_900_000L;
  private static final String ONE = "7Kq2VbN0xTzPmR4sLw9aYc";
  private static final String TWO = "SEABC2100417";

  @Test
  void write_andRead_isTheSame() {
    Map<String, Told> tracks = new TreeMap<>();
    tracks.put(ONE, Told.of(Map.of("instrumentalness", 9.54e-5, "key", 7), "alice", AT));
    tracks.put(TWO, Told.of(Map.of("loudness", -7.25), "Bo, \"the\" ;one", AT + 1));
    String csv = ManualTable.write(tracks);
    assertThat(csv.lines()).containsExactly(
        "id,acousticness,danceability,energy,instrumentalness,liveness,loudness,speechiness,tempo,"
            + "valence,key,mode,by,at",
        ONE + ",,,,9.54E-5,,,,,,7,,alice,2025-11-28T10:15:00Z",
        TWO + ",,,,,,-7.25,,,,,,\"Bo, \"\"the\"\" ;one\",2025-11-28T10:15:00.001Z");
    assertThat(ManualTable.read(csv, "nobody", 0)).isEqualTo(tracks);
    assertThat(ManualTable.write(Map.of()).lines()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(A1)", "'=1", "''=1", "'", "'x", "x=1"})
  void write_namesLikeFormulas_areTextsAndComeBack(String by) {
    Map<String, Told> tracks = Map.of(ONE, Told.of(Map.of("energy", 1), by, AT));
    String csv = ManualTable.write(tracks);
    assertThat(Csv.read(csv).get(1).cells().get(12)).doesNotMatch("[=+@-].*");
    assertThat(ManualTable.read(csv, null, 0)).isEqualTo(tracks);
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t"})
  void read_byHand_takesAnyOrderAndSeparatorAndWhoFromOutside(String separator) {
    String csv = "\uFEFFenergy,id,tempo\n0.5," + ONE + ",\n\n\n ,seabc2100417 , 120\n";
    Map<String, Told> read = ManualTable.read(csv.replace(",", separator), "bob", AT);
    assertThat(read).containsExactly(
        Map.entry(ONE, Told.of(Map.of("energy", 0.5), "bob", AT)),
        Map.entry(TWO, Told.of(Map.of("tempo", 120), "bob", AT)));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
    "`` | line 1: there must be a header with a column id",
    "energy | line 1, column id: is missing",
    "id,bpm,energy,energy | line 1, column bpm: is no feature, nor id, by or at; line 1, column"
        + " energy: is there twice",
    "id,energy/nonsense,1 | line 2, column id: must be a Spotify id, a UUID or an ISRC, not nonse",
    "id,energy/SEABC2100417,1.5 | line 2, column energy: must be a number from 0 to 1, not 1.5",
    "id;energy/SEABC2100417;0,5 | line 2, column energy: must be a number from 0 to 1, not 0,5",
    "id,key/SEABC2100417,1.5 | line 2, column key: must be a whole number from 0 to 11, not 1.5",
    "id,energy/SEABC2100417,0x1p-1 | line 2, column energy: must be a number from 0 to 1, not 0x",
    "id,energy/SEABC2100417,0.5f | line 2, column energy: must be a number from 0 to 1, not 0.5f",
    "id,energy/SEABC2100417, | line 2, column id: has no features",
    "id,energy/SEABC2100417,1,2 | line 2, column 3: is beyond the header",
    "id,energy/SEABC2100417,1//seabc2100417,1 | line 4, column id: is on line 2 too",
    "id,energy,at/SEABC2100417,1,today | line 2, column at: must be like 2026-11-28T10:15:00Z",
    "id,energy,by/SEABC2100417,1,\"a/b\" | line 2, column by: must have 1 to 100 characters",
    "id,energy,by/SEABC2100417,1,\"a/b\"/SEABC2100418,2,c | line 2, column by: must have 1 to 100"
        + " characters, and no control characters; line 4, column energy: must be"})
  void read_wrong_namesLineAndColumn(String csv, String said) {
    assertThatThrownBy(() -> ManualTable.read(csv.replace('/', '\n'), "bob", AT))
        .isInstanceOf(BadRequest.class).hasMessageStartingWith(said);
  }

  @Test
  void read_nobodySaysWho_isRefused() {
    assertThatThrownBy(() -> ManualTable.read("id,energy\n" + ONE + ",1", null, AT))
        .isInstanceOf(BadRequest.class)
        .hasMessageStartingWith("line 2, column by: must have 1 to 100 characters");
  }

  @Test
  void read_wrongEverywhere_isToldInBounds() {
    List<String> lines = new ArrayList<>(List.of("id,energy"));
    for (int i = 0; i < 500; i++) {
      lines.add("x".repeat(10_000) + ",2");
    }
    assertThatThrownBy(() -> ManualTable.read(String.join("\n", lines), "bob", AT))
        .hasMessageContaining("line 11, column energy: must be a number from 0 to 1, not 2")
        .hasMessageEndingWith("; and 980 more")
        .message().hasSizeLessThan(4_000);
  }
}
