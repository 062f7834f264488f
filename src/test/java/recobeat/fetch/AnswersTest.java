package recobeat.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import recobeat.message.Call;
import recobeat.message.Row;
import recobeat.model.Endpoint;
import recobeat.model.Entity;

class AnswersTest {

  private static final long NOW = 1_750_000_000_000L;
  private static final String UUID = "c9a1e27d-0b58-4f36-b0d2-91f47c6ae3d8";
  private static final String ARTIST = """
      {"id":"0d4e7b92-6c15-4a8b-9f30-7be25a1c84f6","name":"Slow \\"Meridian\\" é",\
      "href":"https://open.spotify.com/artist/2NcVb8MxQ0aLzKs7TyWr5D"}""";
  private static final String TRACK = """
      {"id":"%s","trackTitle":"Paper } Kites","artists":[%s],"durationMs":201786,\
      "isrc":"gbxyz1900122","href":"https://open.spotify.com/track/7Kq2VbN0xTzPmR4sLw9aYc?si=1",\
      "popularity":48,"weight":9.540e-5}""".formatted(UUID.toUpperCase(), ARTIST);

  private static final Call TRACKS = new Call(Endpoint.TRACKS, List.of("x"));

  @Test
  void read_rows_keepsBytesAndReadsNames() {
    Call.Reply reply = read(TRACKS, 200, "{\"content\":[" + TRACK + "],\"page\":{\"a\":[]}}\n ");

    assertThat(reply).isInstanceOf(Call.Rows.class);
    Row row = ((Call.Rows) reply).rows().get(0);
    assertThat(row.value()).hasToString(TRACK);
    assertThat(row.recobeat()).isEqualTo(UUID);
    assertThat(row.spotify()).isEqualTo("7Kq2VbN0xTzPmR4sLw9aYc");
    assertThat(row.isrc()).isEqualTo("GBXYZ1900122");
    assertThat(row.entity()).isEqualTo(Entity.TRACK);
    assertThat(row.artists()).singleElement().satisfies(artist -> {
      assertThat(artist.value()).hasToString(ARTIST);
      assertThat(artist.spotify()).isEqualTo("2NcVb8MxQ0aLzKs7TyWr5D");
      assertThat(artist.entity()).isEqualTo(Entity.ARTIST);
    });
  }

  @Test
  void read_emptyContent_isCompleteAnswerWithoutRows() {
    assertThat(read(TRACKS, 200, "{\"content\":[]}"))
        .isInstanceOfSatisfying(Call.Rows.class, rows -> assertThat(rows.rows()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "", "{", "{\"content\":[", "{\"content\":[{\"id\":\"c9a1\"", "[]", "null", "{}",
    "{\"content\":{}}", "{\"content\":[1]}", "{\"content\":[]} x", "<html>busy</html>",
    "{\"content\":[{\"name\":\"nobody\"}]}", "{\"content\":[{\"id\":\"no uuid\"}]}"})
  @DisplayName("hazard 11: a shortened or strange 200 is broken as a whole")
  void read_notWhatWasPromised_isBroken(String body) {
    assertThat(read(TRACKS, 200, body)).isInstanceOf(Call.Broken.class);
  }

  @ParameterizedTest
  @CsvSource({"500", "502", "503", "408", "403", "404", "204", "302"})
  @DisplayName("what does not speak in the service's own form stands before it")
  void read_errorOfSomethingElse_isBroken(int status) {
    assertThat(read(TRACKS, status, "<html>")).isInstanceOf(Call.Broken.class);
  }

  @ParameterizedTest
  @CsvSource({"404", "400", "403"})
  @DisplayName("hazard 27: a 404 or any error on a multi-id call says nothing about its ids")
  void read_refusedBulk_isRefusedNotAbsent(int status) {
    assertThat(read(TRACKS, status, "{\"status\":4041,\"error\":\"Cannot find any track\"}"))
        .isInstanceOf(Call.Refused.class);
  }

  @Test
  void read_unknownOwnerOfList_isNothing() {
    Call list = new Call(Endpoint.LISTS, List.of("artist/" + UUID + "/track?page=0&size=25"));
    assertThat(read(list, 404, "{\"status\":4041}")).isInstanceOf(Call.Nothing.class);
    assertThat(read(list, 404, "{\"status\":4042}")).isInstanceOf(Call.Refused.class);
    assertThat(read(list, 404, "<html>no such page</html>")).isInstanceOf(Call.Broken.class);
  }

  @Test
  void read_seedsWithoutTrack_isNothing() {
    Call seeds = new Call(Endpoint.RECOMMENDATIONS, List.of("?seeds=x&size=1"));
    assertThat(read(seeds, 400, "{\"error\":\"Cannot find any track\",\"status\":4002}"))
        .isInstanceOf(Call.Nothing.class);
    assertThat(read(seeds, 400, "{\"error\":\"Size must be greater\",\"status\":4002}"))
        .isInstanceOf(Call.Refused.class);
  }

  @Test
  void read_searchAndLists_knowWhatTheirRowsAre() {
    String artists = "{\"content\":[" + ARTIST + "]}";
    Call search = new Call(Endpoint.SEARCH, List.of("artist/search?searchText=a&page=0&size=25"));
    Call list = new Call(Endpoint.LISTS, List.of("track/" + UUID + "/album?page=0&size=25"));
    assertThat(entity(read(search, 200, artists))).isEqualTo(Entity.ARTIST);
    assertThat(entity(read(list, 200, artists))).isEqualTo(Entity.ALBUM);
  }

  @ParameterizedTest
  @CsvSource(value = {
    "3; ; 3000",
    " 4 ; ; 4000",
    "99999999999999; ; 99999999999999000",
    "-5; ; -1",
    "soon; ; -1",
    "NULL; ; -1",
    "Sun, 15 Jun 2025 15:06:50 GMT; ; 10000",
    "Sun, 15 Jun 2025 15:06:30 GMT; ; 0",
    "Sun, 15 Jun 2025 16:00:30 GMT; Sun, 15 Jun 2025 16:00:00 GMT; 30000",
  }, delimiter = ';', nullValues = "NULL")
  @DisplayName("hazard 10: Retry-After in seconds, as a date, absent, huge, negative")
  void retryAfterMs_everyForm_isHandled(@Nullable String header, @Nullable String date, long ms) {
    assertThat(Answers.retryAfterMs(new Answers.Head(429, header, date), NOW)).isEqualTo(ms);
  }

  @Test
  void read_429_isThrottledWithoutJson() {
    assertThat(Answers.read(TRACKS, new Answers.Head(429, "2", null), new byte[0], 1, NOW))
        .isEqualTo(new Call.Throttled(2_000));
  }

  private static Entity entity(Call.Reply reply) {
    return ((Call.Rows) reply).rows().get(0).entity();
  }

  private static Call.Reply read(Call call, int status, String body) {
    return Answers.read(call, new Answers.Head(status, null, null),
        body.getBytes(StandardCharsets.UTF_8), 5, NOW);
  }
}
