package recobeat;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import recobeat.message.Accept;
import recobeat.message.Listing;
import recobeat.message.Target;
import recobeat.model.Entity;
import recobeat.model.Lack;
import recobeat.model.Reason;
import recobeat.model.Source;
import recobeat.model.Status;

/** The schemas of the OpenAPI document say neither more nor less than the code. */
class OpenApiSchemasTest {

  private static final JsonObject DOCUMENT = read("src/main/resources/recobeat/openapi.json");
  private static final JsonObject SCHEMAS =
      DOCUMENT.getJsonObject("components").getJsonObject("schemas");

  static Stream<Arguments> choices() {
    return Stream.<Enum<?>[]>of(Source.values(), Status.values(), Reason.values(),
            Accept.values(), Listing.values(), Entity.values(), Lack.values())
        .map(constants -> Arguments.of(
            constants[0].getDeclaringClass().getSimpleName(),
            Arrays.stream(constants).map(each ->
                each.name().toLowerCase(Locale.ROOT).replace('_', '-')).toList()));
  }

  @ParameterizedTest
  @MethodSource("choices")
  void choice_described_hasTheNamesOfTheCode(String schema, List<String> names) {
    assertThat(schema(schema).getJsonArray("enum")).isEqualTo(new JsonArray(names));
  }

  @Test
  void targets_described_haveTheRangesOfTheCode() {
    JsonObject fields = properties(schema("RecommendationRequest"));
    JsonArray parameters = DOCUMENT.getJsonObject("paths")
        .getJsonObject("/v1/track/recommendation").getJsonObject("get").getJsonArray("parameters");
    for (Target target : Target.values()) {
      JsonObject range = fields.getJsonObject(target.field());
      assertThat(range.getDouble("minimum")).as(target.field()).isEqualTo(target.min());
      assertThat(range.getDouble("maximum")).as(target.field()).isEqualTo(target.max());
      assertThat(range.getString("type")).isEqualTo(target.isWhole() ? "integer" : "number");
      assertThat(parameters.stream().map(JsonObject.class::cast)
          .filter(each -> target.field().equals(each.getString("name")))
          .map(each -> each.getJsonObject("schema"))).containsExactly(range);
    }
  }

  @ParameterizedTest
  @CsvSource({"ids-request,IdsRequest", "mapping-request,MappingRequest",
    "recommendation-request,RecommendationRequest", "search-request,SearchRequest",
    "list-request,ListRequest", "rank-request,RankRequest",
    "rank-reply,RankReply", "workflow-report,WorkflowReport",
    "missing-report,MissingReport", "reply,TracksReply"})
  void message_fullExample_hasTheFieldsDescribed(String golden, String schema) {
    JsonObject message = read("src/test/resources/golden/" + golden + ".json");
    assertThat(properties(schema(schema)).fieldNames()).isEqualTo(message.fieldNames());
  }

  @Test
  void outcomes_fullExample_haveTheFieldsDescribed() {
    Set<String> names = new TreeSet<>();
    read("src/test/resources/golden/reply.json").getJsonArray("outcomes")
        .forEach(outcome -> names.addAll(((JsonObject) outcome).fieldNames()));
    Set<String> described = new TreeSet<>();
    for (String each : List.of("Found", "Absent", "Failed", "Guessed")) {
      described.addAll(properties(schema(each)).fieldNames());
    }
    assertThat(described).isEqualTo(names);
  }

  private static JsonObject schema(String name) {
    JsonObject schema = SCHEMAS.getJsonObject(name);
    assertThat(schema).as(name).isNotNull();
    return schema;
  }

  /** The properties of a schema and of those that it is made of. */
  private static JsonObject properties(JsonObject schema) {
    JsonObject all = new JsonObject();
    for (Object part : schema.getJsonArray("allOf", new JsonArray())) {
      String name = ((JsonObject) part).getString("$ref");
      all.mergeIn(properties(name == null
          ? (JsonObject) part : schema(name.substring(name.lastIndexOf('/') + 1))));
    }
    return all.mergeIn(schema.getJsonObject("properties", new JsonObject()));
  }

  private static JsonObject read(String file) {
    try {
      return new JsonObject(Files.readString(Path.of(file)));
    } catch (IOException missing) {
      throw new AssertionError(missing);
    }
  }
}
