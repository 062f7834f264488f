package recobeat.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recommendations. In the tables <1> to <7> are tracks that are known, <0> is not. */
class RecommendationsTest {

  private static final String BY_CONSTRAINT =
      "{\"status\":4004,\"errors\":[{\"path\":\"getRecommendation.%s\",\"message\":\"%s\"}]}";

  private static Stand stand;
  private static List<String> some;

  @BeforeAll
  static void start() {
    stand = new Stand(Stand.calm());
    some = stand.known("track", 7);
  }

  @AfterAll
  static void stop() {
    stand.close();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "seeds=<1> | 4001 | 'size'",
    "size=3 | 4001 | 'seeds'",
    "size=0&seeds=<1> | 4002 | Size must be a greater than zero",
    "size=-1&seeds=<1> | 4002 | Size must be a greater than zero",
    "size=x&seeds=<1> | 4002 | x",
    "size=3&seeds=<0> | 4002 | Cannot find any track",
    "size=3&seeds=<0>,not-an-id,<isrc> | 4002 | Cannot find any track",
    "size=3&seeds=<1>&negativeSeeds=<2> | 4002 | egative",
    "size=3&seeds=<1>,<2>&negativeSeeds=<3>,<4> | 4002 | egative",
    "size=3&seeds=<1>,<2>&negativeSeeds=<3>,<4>,<5> | 4002 | egative",
    "size=3&seeds=<1>,<2>&negativeSeeds=<2> | 4002 | egative",
    "size=3&seeds=<1>&energy=high | 4002 | high",
  }, quoteCharacter = '"')
  void recommendation_badCall_isRefusedInTheFirstForm(String query, int code, String text) {
    HttpResponse<Buffer> answer = get(query);

    assertThat(answer.statusCode()).isEqualTo(400);
    JsonObject body = answer.bodyAsJsonObject();
    assertThat(body.fieldNames()).containsExactly("timestamp", "error", "path", "status");
    assertThat(body.getString("error")).contains(text);
    assertThat(body.getString("path")).isEqualTo("uri=/v1/track/recommendation");
    assertThat(body.getInteger("status")).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "size=101&seeds=<1>, size, must be less than or equal to 100",
    "'size=3&seeds=<1>,<2>,<3>,<4>,<5>,<6>', seeds, size must be between 1 and 5",
    "'size=3&seeds=<1>&negativeSeeds=<2>,<3>,<4>,<5>,<6>,<7>', negativeSeeds, size must be "
        + "between 1 and 5",
  })
  void recommendation_outOfRange_isRefusedInTheSecondForm(
      String query, String parameter, String message) {
    HttpResponse<Buffer> answer = get(query);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.bodyAsString()).isEqualTo(BY_CONSTRAINT.formatted(parameter, message));
  }

  @ParameterizedTest
  @CsvSource({"acousticness,0,1", "danceability,0,1", "energy,0,1", "instrumentalness,0,1",
      "liveness,0,1", "speechiness,0,1", "valence,0,1", "key,-1,11", "loudness,-60,2", "mode,0,1",
      "tempo,0,250", "popularity,0,100", "featureWeight,1,5"})
  void recommendation_feature_isTakenWithinItsRange(String name, int min, int max) {
    for (int inside : List.of(min, max)) {
      assertThat(get("size=1&seeds=<1>&" + name + "=" + inside).statusCode()).isEqualTo(200);
    }
    for (int outside : List.of(min - 1, max + 1)) {
      assertThat(get("size=1&seeds=<1>&" + name + "=" + outside).bodyAsString())
          .startsWith("{\"status\":4004,\"errors\":[{\"path\":\"getRecommendation." + name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"seeds=<1>", "seeds=<1>,<2>,<3>,<4>,<5>", "seeds=<1>&seeds=<2>",
      "seeds=<1>%2C<2>", "seeds=<1>,<2>&negativeSeeds=<3>", "seeds=<0>,<1>"})
  void recommendation_anySeeds_areAnsweredByTracksWithoutPagingFields(String seeds) {
    for (int size : List.of(1, 100)) {
      HttpResponse<Buffer> answer = get("size=" + size + "&" + seeds);

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.bodyAsJsonObject().fieldNames()).containsExactly("content");
      assertThat(Stand.rows(answer)).hasSize(size)
          .allMatch(row -> row.containsKey("trackTitle"))
          .extracting(row -> row.getString("id")).doesNotHaveDuplicates();
    }
  }

  @Test
  void recommendation_seedByUuid_isTheSameSeed() {
    String uuids = stand.uuid(some.get(0)) + "," + stand.uuid(some.get(1));

    assertThat(get("size=9&seeds=" + uuids).bodyAsString())
        .isEqualTo(get("size=9&seeds=<1>,<2>").bodyAsString())
        .isNotEqualTo(get("size=9&seeds=<1>,<3>").bodyAsString());
  }

  @Test
  void recommendation_fewTracksKnown_holdsFewerRowsThanAsked() {
    try (Stand scarce = new Stand(Stand.calm().withCoverage(0.001))) {
      String seed = scarce.known("track", 1).get(0);
      HttpResponse<Buffer> answer =
          scarce.get("/v1/track/recommendation?size=100&seeds=" + seed);

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(Stand.rows(answer)).hasSizeLessThan(100);
    }
  }

  private static HttpResponse<Buffer> get(String query) {
    String filled = query.replace("<0>", stand.catalogue.sampleUnknown(1, 1).get(0))
        .replace("<isrc>", stand.catalogue.isrcOf(some.get(0)).orElseThrow());
    for (int i = 1; i <= some.size(); i++) {
      filled = filled.replace("<" + i + ">", some.get(i - 1));
    }
    return stand.get("/v1/track/recommendation?" + filled);
  }
}
