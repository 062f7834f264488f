package recobeat.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The calls that name one id, in the path. */
class PathsTest {

  private static final String UNKNOWN = "3f0c5b1e-7a42-4d8e-9b61-2c9e40d7f1aa";
  private static final String STAMP = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\+00:00";

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
  @CsvSource({"track,'',track", "track,/audio-features,audio-features", "artist,'',artist",
      "album,'',album"})
  void path_uuid_isAnsweredByTheRowOfTheBulkCallUnwrapped(String noun, String rest, String bulk) {
    String id = stand.known(noun, 1).get(0);
    JsonObject row = Stand.rows(stand.bulk(bulk, List.of(id))).get(0);
    HttpResponse<Buffer> answer = stand.get("/v1/" + noun + "/" + row.getString("id") + rest);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.bodyAsJsonObject()).isEqualTo(row);
  }

  @ParameterizedTest
  @ValueSource(strings = {"track/{id}", "track/{id}/audio-features", "track/{id}/album",
      "artist/{id}", "artist/{id}/track", "artist/{id}/album", "album/{id}", "album/{id}/track"})
  void path_anythingButAKnownUuid_isNotFound(String form) {
    String noun = form.substring(0, form.indexOf('/'));
    String spotifyId = stand.known(noun, 1).get(0);
    String isrc = stand.catalogue.isrcOf(stand.known("track", 1).get(0)).orElseThrow();
    for (String id : List.of(spotifyId, isrc, UNKNOWN, "not-an-id")) {
      String path = "/v1/" + form.replace("{id}", id);
      HttpResponse<Buffer> answer = stand.get(path + "?page=0");

      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.getHeader("Content-Type")).isEqualTo("application/json");
      JsonObject body = answer.bodyAsJsonObject();
      assertThat(body.fieldNames()).containsExactly("timestamp", "error", "path", "status");
      assertThat(body.getString("timestamp")).matches(STAMP);
      assertThat(body.getString("error").toLowerCase(Locale.ROOT))
          .isEqualTo(noun + " not found with id : '" + id.toLowerCase(Locale.ROOT)
              + "' not found");
      assertThat(body.getString("path")).isEqualTo("uri=" + path);
      assertThat(body.getInteger("status")).isEqualTo(4041);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1", "/v1/", "/v1/genre", "/v2/track?ids=a", "/track", "/v1/tracks",
      "/v1/track/x/y", "/v1/audio-features/x", "/v1/analysis/audio-features"})
  void path_unknown_isNoSuchUrl(String uri) {
    HttpResponse<Buffer> answer = stand.get(uri);

    assertThat(answer.statusCode()).isEqualTo(404);
    JsonObject body = answer.bodyAsJsonObject();
    assertThat(body.fieldNames()).containsExactly("timestamp", "error", "path", "status");
    assertThat(body.getString("path")).isEqualTo("uri=" + uri.replaceFirst("\\?.*", ""));
    assertThat(body.getInteger("status")).isEqualTo(4042);
  }

  @ParameterizedTest
  @ValueSource(strings = {"track/search", "artist/search", "album/search", "track/recommendation"})
  void path_literal_goesBeforeTheId(String path) {
    HttpResponse<Buffer> answer = stand.get("/v1/" + path);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Stand.code(answer)).isEqualTo(4001);
  }

  @ParameterizedTest
  @CsvSource({"track,", "artist,", "album,"})
  void path_uuidInUpperCase_isUnderstood(String noun) {
    JsonObject row = Stand.rows(stand.bulk(noun, stand.known(noun, 1))).get(0);
    String upper = row.getString("id").toUpperCase(Locale.ROOT);

    assertThat(stand.get("/v1/" + noun + "/" + upper).bodyAsJsonObject()).isEqualTo(row);
  }
}
