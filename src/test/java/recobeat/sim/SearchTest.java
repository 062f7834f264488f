package recobeat.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a search takes and finds. */
class SearchTest {

  private static final String COMMON = "searchText=paper";

  private static Stand stand;

  @BeforeAll
  static void start() {
    stand = new Stand(Stand.calm());
  }

  @AfterAll
  static void stop() {
    stand.close();
  }

  @ParameterizedTest
  @CsvSource({"2,4004", "3,200", "1000,200", "1001,4004"})
  void trackSearch_text_has3To1000Characters(int length, int code) {
    HttpResponse<Buffer> answer = get("track/search?searchText=" + "z".repeat(length));

    if (code == 200) {
      assertThat(answer.statusCode()).isEqualTo(200);
    } else {
      assertThat(answer.bodyAsString()).isEqualTo("{\"status\":4004,\"errors\":[{\"path\":"
          + "\"searchTrack.searchText\",\"message\":\"size must be between 3 and 1000\"}]}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"q", "query", "name", "artist"})
  void search_byAnotherParameter_isAMissingOne(String name) {
    for (String noun : List.of("track", "artist", "album")) {
      HttpResponse<Buffer> answer = get(noun + "/search?" + name + "=paper");
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(Stand.code(answer)).isEqualTo(4001);
    }
  }

  @Test
  void trackSearch_title_isFoundWithoutRegardToCase() {
    assertThat(Stand.rows(get("track/search?size=50&" + COMMON)))
        .extracting(row -> row.getString("trackTitle").toLowerCase(Locale.ROOT))
        .isNotEmpty()
        .allMatch(title -> title.contains("paper"));
  }

  @Test
  void trackSearch_artistBesideTheTitle_findsNothing() {
    JsonObject row = page("track/" + stand.uuid(stand.known("track", 1).get(0)));
    String title = row.getString("trackTitle").replaceFirst(" .*", "");
    String by = row.getJsonArray("artists").getJsonObject(0).getString("name");

    assertThat(found(title)).isPositive();
    assertThat(found(by + " " + title)).isZero();
    assertThat(found(title + " " + by)).isZero();
    assertThat(found(by)).isZero();
  }

  @Test
  void trackSearch_commonWord_endsAt200Results() {
    assertThat(page("track/search?" + COMMON).getInteger("totalElements")).isEqualTo(200);
    assertThat(Stand.rows(get("track/search?size=50&page=3&" + COMMON))).hasSize(50);
    assertThat(Stand.rows(get("track/search?size=50&page=4&" + COMMON))).isEmpty();
  }

  private static int found(String text) {
    String escaped = text.replace(" ", "%20").replace("&", "%26");
    return page("track/search?searchText=" + escaped).getInteger("totalElements");
  }

  private static JsonObject page(String path) {
    return get(path).bodyAsJsonObject();
  }

  private static HttpResponse<Buffer> get(String path) {
    return stand.get("/v1/" + path);
  }
}
