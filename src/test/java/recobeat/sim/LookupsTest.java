package recobeat.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The calls that name up to 40 ids. */
class LookupsTest {

  private static Stand stand;
  private static List<String> some;

  @BeforeAll
  static void start() {
    stand = new Stand(Stand.calm());
    some = stand.known("track", 3);
  }

  @AfterAll
  static void stop() {
    stand.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"track", "audio-features", "artist", "album"})
  void bulk_1To40Ids_areAllAnswered(String noun) {
    for (int count : List.of(1, 2, 39, 40)) {
      List<String> ids = stand.known(noun, count);
      HttpResponse<Buffer> answer = stand.bulk(noun, ids);

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.getHeader("Content-Type")).isEqualTo("application/json");
      assertThat(answer.bodyAsJsonObject().fieldNames()).containsExactly("content");
      assertThat(Stand.spotifyIds(answer)).containsExactlyInAnyOrderElementsOf(ids);
    }
  }

  @ParameterizedTest
  @CsvSource({"track,getTracks", "audio-features,getAudioFeatures", "artist,getArtists",
      "album,getAlbums"})
  void bulk_41Ids_areRefusedAsAWhole(String noun, String handler) {
    HttpResponse<Buffer> answer = stand.bulk(noun, stand.known(noun, 41));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.bodyAsString()).isEqualTo("{\"status\":4004,\"errors\":[{\"path\":\""
        + handler + ".ids\",\"message\":\"size must be between 1 and 40\"}]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ids=", "ids=,", "ids=&ids="})
  void bulk_0Ids_areRefusedLike41(String query) {
    assertThat(stand.get("/v1/track?" + query).bodyAsString())
        .isEqualTo(stand.bulk("track", stand.known("track", 41)).bodyAsString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"track", "audio-features", "artist", "album"})
  void bulk_noIds_isAMissingParameter(String noun) {
    for (String query : List.of("", "?id=" + some.get(0), "?ids[]=" + some.get(0))) {
      HttpResponse<Buffer> answer = stand.get("/v1/" + noun + query);

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(Stand.code(answer)).isEqualTo(4001);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"track", "audio-features", "artist", "album"})
  void bulk_unknownAndMalformed_areLeftOut(String noun) {
    List<String> ids = new ArrayList<>(stand.catalogue.sampleUnknown(5, 1));
    ids.add("3f0c5b1e-7a42-4d8e-9b61-2c9e40d7f1aa");
    ids.add("not-an-id");
    ids.add("GBXYZ1900122");
    assertThat(stand.bulk(noun, ids).statusCode()).isEqualTo(200);
    assertThat(stand.bulk(noun, ids).bodyAsString()).isEqualTo("{\"content\":[]}");

    List<String> known = stand.known(noun, 2);
    ids.addAll(3, known);
    assertThat(Stand.spotifyIds(stand.bulk(noun, ids)))
        .containsExactlyInAnyOrderElementsOf(known);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ids=%s,%s,%s", "ids=%s%%2C%s%%2C%s", "ids=%s&ids=%s&ids=%s",
      "ids=%s,%s&ids=%s"})
  void bulk_anyArrayForm_isUnderstood(String form) {
    String query = form.formatted(some.toArray());

    for (String noun : List.of("track", "audio-features")) {
      assertThat(Stand.spotifyIds(stand.get("/v1/" + noun + "?" + query)))
          .containsExactlyInAnyOrderElementsOf(some);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"track", "audio-features", "artist", "album"})
  void bulk_order_isNotTheOneAsked(String noun) {
    List<String> ids = stand.known(noun, 10);
    List<String> answered = Stand.spotifyIds(stand.bulk(noun, ids));
    List<String> again = Stand.spotifyIds(stand.bulk(noun, answered));

    assertThat(answered).isNotEqualTo(ids);
    assertThat(again).isNotEqualTo(answered).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void bulk_trackWithoutFeatures_isMissingFromFeaturesOnly() {
    String id = stand.catalogue.sampleTracks(2000, 1).stream()
        .filter(each -> !stand.catalogue.hasFeatures(each))
        .findFirst()
        .orElseThrow();

    assertThat(Stand.spotifyIds(stand.bulk("track", List.of(id)))).containsExactly(id);
    assertThat(Stand.spotifyIds(stand.bulk("audio-features", List.of(id, some.get(0)))))
        .containsExactly(some.get(0));
    HttpResponse<Buffer> byPath = stand.get("/v1/track/" + stand.uuid(id) + "/audio-features");
    assertThat(byPath.statusCode()).isEqualTo(404);
    assertThat(Stand.code(byPath)).isEqualTo(4041);
  }
}
