package recobeat.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages: lists and what searches find. */
class ListsTest {

  private static Stand stand;
  private static String track;
  private static String artist;
  private static String album;

  @BeforeAll
  static void start() {
    stand = new Stand(Stand.calm());
    track = stand.uuid(stand.known("track", 1).get(0));
    artist = stand.catalogue.press().artist(3).id();
    album = stand.catalogue.press().album(3).id();
  }

  @AfterAll
  static void stop() {
    stand.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"track/search?searchText=paper", "artist/search?searchText=paper",
      "album/search?searchText=paper", "track/TRACK/album?", "artist/ARTIST/track?",
      "artist/ARTIST/album?", "album/ALBUM/track?"})
  void list_page_hasTheServicesShape(String form) {
    JsonObject plain = page(form);
    assertThat(plain.fieldNames())
        .containsExactly("content", "page", "size", "totalElements", "totalPages");
    assertThat(plain.getValue("page")).isEqualTo(0);
    assertThat(plain.getValue("size")).isEqualTo(25);
    int total = plain.getInteger("totalElements");
    assertThat(total).isPositive();
    assertThat(plain.getJsonArray("content")).hasSize(Math.min(25, total));

    JsonObject last = page(form + "&size=2&page=" + (total + 1) / 2 + "&limit=7");
    assertThat(last.getValue("size")).isEqualTo(2);
    assertThat(last.getValue("page")).isEqualTo((total + 1) / 2);
    assertThat(last.getValue("totalElements")).isEqualTo(total);
    assertThat(last.getValue("totalPages")).isEqualTo((total + 1) / 2);
    assertThat(last.getJsonArray("content")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
      "track/search?searchText=paper, searchTrack, size=51, must be less than or equal to 50",
      "artist/ARTIST/track?, getArtistTrack, size=51, must be less than or equal to 50",
      "artist/ARTIST/album?, getArtistAlbum, size=51, must be less than or equal to 50",
      "album/ALBUM/track?, getAlbumTrack, size=51, must be less than or equal to 50",
      "artist/ARTIST/track?, getArtistTrack, size=0, must be greater than or equal to 1",
      "artist/ARTIST/track?, getArtistTrack, page=1001, must be less than or equal to 1000",
      "artist/ARTIST/track?, getArtistTrack, page=-1, must be greater than or equal to 0",
  })
  void list_pageOrSizeOutOfRange_isRefused(
      String form, String handler, String parameter, String message) {
    HttpResponse<Buffer> answer = get(form + "&" + parameter);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.bodyAsString()).isEqualTo(
        "{\"status\":4004,\"errors\":[{\"path\":\"%s.%s\",\"message\":\"%s\"}]}"
            .formatted(handler, parameter.replaceFirst("=.*", ""), message));
  }

  @ParameterizedTest
  @ValueSource(strings = {"size=50", "size=1", "page=1000", "page=0"})
  void list_pageAndSizeAtTheirEnds_areTaken(String parameter) {
    assertThat(get("artist/ARTIST/track?" + parameter).statusCode()).isEqualTo(200);
  }

  @Test
  void artistTracks_pages_holdEachTrackOnceBySpotifyIdIgnoringCase() {
    int pages = page("artist/ARTIST/track?size=4").getInteger("totalPages");
    List<String> ids = new ArrayList<>();
    for (int page = 0; page < pages; page++) {
      ids.addAll(Stand.spotifyIds(get("artist/ARTIST/track?size=4&page=" + page)));
    }

    assertThat(pages).isGreaterThan(1);
    assertThat(ids).doesNotHaveDuplicates()
        .hasSize(page("artist/ARTIST/track?").getInteger("totalElements"))
        .isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
  }

  private static JsonObject page(String form) {
    return get(form).bodyAsJsonObject();
  }

  private static HttpResponse<Buffer> get(String form) {
    return stand.get("/v1/" + form.replace("TRACK", track).replace("ARTIST", artist)
        .replace("ALBUM", album));
  }
}
