package recobeat.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fields of the service's objects: their names, order, types and values. */
class RowsTest {

  private static final String UUID =
      "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";
  private static final String HREF = "https://open\\.spotify\\.com/%s/[0-9A-Za-z]{22}";
  private static final String ISRC = "[A-Z]{2}[A-Z0-9]{3}[0-9]{7}";
  private static final String DATE =
      "\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])(T00:00:00)?";
  private static final String COUNTRIES = "|[A-Z]{2}(,[A-Z]{2})*";
  private static final int CALLS = 10;

  private static Stand stand;

  @BeforeAll
  static void start() {
    stand = new Stand(Stand.calm());
  }

  @AfterAll
  static void stop() {
    stand.close();
  }

  @Test
  void track_fields_areThoseOfTheService() {
    rows("track").forEach(row -> {
      assertThat(row.fieldNames()).containsExactly("id", "trackTitle", "artists", "durationMs",
          "isrc", "ean", "upc", "href", "availableCountries", "popularity");
      assertThat(row.getString("id")).matches(UUID);
      assertThat(row.getString("trackTitle")).isNotBlank();
      assertThat(row.getString("isrc")).matches(ISRC);
      assertThat(row.getValue("ean")).isNull();
      assertThat(row.getValue("upc")).isNull();
      assertThat(row.getString("href")).matches(HREF.formatted("track"));
      assertThat(row.getString("availableCountries")).matches(COUNTRIES)
          .hasSizeLessThanOrEqualTo(550);
      assertThat((Integer) row.getValue("durationMs")).isPositive();
      assertThat((Integer) row.getValue("popularity")).isBetween(0, 100);
      assertThat(row.getJsonArray("artists")).hasSizeBetween(1, 4)
          .allSatisfy(artist -> assertArtist((JsonObject) artist));
    });
  }

  @Test
  void track_countries_mayBeEmptyOrLong() {
    assertThat(rows("track")).extracting(row -> row.getString("availableCountries").length())
        .contains(0)
        .anyMatch(length -> length > 500);
  }

  @Test
  void artist_fields_areThoseOfTheService() {
    rows("artist").forEach(RowsTest::assertArtist);
  }

  @Test
  void album_fields_areThoseOfTheService() {
    rows("album").forEach(row -> {
      assertThat(row.fieldNames()).containsExactly("id", "albumType", "artists", "totalTracks",
          "href", "name", "availableCountries", "releaseDate", "releaseDateFormat", "isrc", "ean",
          "upc", "label", "popularity");
      assertThat(row.getString("id")).matches(UUID);
      assertThat(row.getString("albumType")).isIn("album", "single", "compilation");
      assertThat(row.getJsonArray("artists")).isNotEmpty()
          .allSatisfy(artist -> assertArtist((JsonObject) artist));
      assertThat((Integer) row.getValue("totalTracks")).isPositive();
      assertThat(row.getString("href")).matches(HREF.formatted("album"));
      assertThat(row.getString("name")).isNotBlank();
      assertThat(row.getString("availableCountries")).matches(COUNTRIES);
      assertThat(row.getString("releaseDate")).matches(DATE);
      assertThat(row.getString("releaseDateFormat")).isIn("day", "month", "year");
      assertThat(row.getValue("isrc")).isNull();
      assertThat(row.getValue("ean")).isNull();
      assertThat(row.getString("upc")).matches("\\d{13}");
      assertThat(row.getString("label")).isNotBlank();
      assertThat((Integer) row.getValue("popularity")).isBetween(0, 100);
    });
  }

  @Test
  void album_releaseDate_comesInBothForms() {
    assertThat(rows("album")).extracting(row -> row.getString("releaseDate").length())
        .contains("2017-11-09".length(), "2022-04-20T00:00:00".length());
    assertThat(rows("album")).extracting(row -> row.getString("availableCountries")).contains("");
  }

  @Test
  void features_fields_areThoseOfTheService() {
    rows("audio-features").forEach(row -> {
      assertThat(row.fieldNames()).containsExactly("id", "href", "isrc", "acousticness",
          "danceability", "energy", "instrumentalness", "key", "liveness", "loudness", "mode",
          "speechiness", "tempo", "valence");
      assertThat(row.getString("id")).matches(UUID);
      assertThat(row.getString("href")).matches(HREF.formatted("track"));
      assertThat(row.getString("isrc")).matches(ISRC);
      for (String share : List.of("acousticness", "danceability", "energy", "instrumentalness",
          "liveness", "speechiness", "valence")) {
        assertThat(row.getDouble(share)).isBetween(0.0, 1.0);
      }
      assertThat((Integer) row.getValue("key")).isBetween(0, 11);
      assertThat(row.getDouble("loudness")).isBetween(-60.0, 2.0);
      assertThat((Integer) row.getValue("mode")).isIn(0, 1);
      assertThat(row.getDouble("tempo")).isBetween(0.0, 250.0);
    });
  }

  @Test
  void features_smallNumbers_comeInExponentForm() {
    String body = stand.bulk("audio-features", stand.known("audio-features", 40)).bodyAsString();

    assertThat(body).containsPattern(":\\d(\\.\\d+)?e-\\d[,}]");
  }

  @Test
  void ids_uuidAndSpotifyId_areOneToOne() {
    List<JsonObject> rows = Stream.of("track", "artist", "album")
        .flatMap(noun -> rows(noun).stream())
        .toList();

    assertThat(rows).extracting(row -> row.getString("id")).doesNotHaveDuplicates();
    assertThat(rows).extracting(Stand::spotifyId).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({"track,670,1330", "album,480,1320", "audio-features,290,350"})
  void rows_bytes_areAsManyAsCaptured(String noun, int min, int max) {
    List<Integer> sizes =
        rows(noun).stream().map(row -> row.toBuffer().length()).sorted().toList();

    assertThat(sizes.get(sizes.size() / 2)).isBetween(min, max);
  }

  private static void assertArtist(JsonObject row) {
    assertThat(row.fieldNames()).containsExactly("id", "name", "href");
    assertThat(row.getString("id")).matches(UUID);
    assertThat(row.getString("name")).isNotBlank();
    assertThat(row.getString("href")).matches(HREF.formatted("artist"));
  }

  private static List<JsonObject> rows(String noun) {
    List<String> ids = stand.known(noun, 40 * CALLS);
    List<JsonObject> rows = IntStream.range(0, CALLS)
        .mapToObj(call -> stand.bulk(noun, ids.subList(40 * call, 40 * call + 40)))
        .flatMap(answer -> Stand.rows(answer).stream())
        .toList();
    assertThat(rows).hasSize(40 * CALLS);
    return rows;
  }
}
