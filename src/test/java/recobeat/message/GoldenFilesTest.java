package recobeat.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import recobeat.model.Entity;
import recobeat.model.Outcome;
import recobeat.model.Reason;
import recobeat.model.Source;
import recobeat.model.Status;

/** The JSON of every public message, pinned: programs in other languages rely on it. */
class GoldenFilesTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Path SOURCES = Path.of("src/main/java/recobeat/message");
  private static final Pattern SHOWN = Pattern.compile(
      "\\{@code\\s+(?:\\* )?(\\{\".*?})(?:\n \\* )?}(?:</pre>|\n)", Pattern.DOTALL);

  @ParameterizedTest
  @EnumSource(Golden.class)
  void toJson_example_isTheFile(Golden golden) throws IOException {
    assertThat(golden.toJson().encodePrettily() + "\n").isEqualTo(text(golden));
  }

  @ParameterizedTest
  @EnumSource(Golden.class)
  void fromJson_file_isTheExample(Golden golden) throws IOException {
    assertThat(golden.fromJson(new JsonObject(text(golden)))).isEqualTo(golden.example);
  }

  @ParameterizedTest
  @EnumSource(Golden.class)
  void fromJson_unknownFields_areIgnored(Golden golden) throws IOException {
    JsonObject newer = new JsonObject(text(golden)).put("unknown", new JsonObject());
    for (Object outcome : newer.getJsonArray("outcomes", new JsonArray())) {
      ((JsonObject) outcome).put("unknown", 1);
    }
    assertThat(golden.fromJson(newer)).isEqualTo(golden.example);
  }

  @ParameterizedTest
  @EnumSource(Golden.class)
  @SuppressWarnings("unchecked")
  void codec_wire_roundTrips(Golden golden) {
    MessageCodec<Object, Object> codec =
        (MessageCodec<Object, Object>) codecs().get(golden.example.getClass());
    // A frame has other fields before and behind the body.
    Buffer wire = Buffer.buffer("head");
    codec.encodeToWire(wire, golden.example);
    wire.appendString("tail");
    assertThat(codec.decodeFromWire("head".length(), wire)).isEqualTo(golden.example);
    assertThat(codec.transform(golden.example)).isSameAs(golden.example);
  }

  @ParameterizedTest
  @EnumSource(Golden.class)
  void javadoc_json_isUnderstood(Golden golden) throws IOException {
    String name = golden.example.getClass().getSimpleName();
    Matcher shown = SHOWN.matcher(Files.readString(SOURCES.resolve(name + ".java")));
    assertThat(shown.find()).as("JSON in the Javadoc of %s", name).isTrue();
    JsonObject json = new JsonObject(shown.group(1).replaceAll("\n \\* ", "\n"));
    assertThat(golden.fromJson(json)).isNotNull();
    // A field misspelt there would be ignored as unknown.
    assertThat(new JsonObject(text(golden)).fieldNames()).containsAll(json.fieldNames());
  }

  @Test
  void fromJson_onlyWhatIsRequired_takesDefaults() {
    String id = "7Kq2VbN0xTzPmR4sLw9aYc";
    JsonArray ids = new JsonArray().add(id);
    assertThat(IdsRequest.fromJson(new JsonObject().put("ids", ids)))
        .isEqualTo(IdsRequest.of(id));
    assertThat(MappingRequest.fromJson(new JsonObject().put("ids", ids)))
        .isEqualTo(MappingRequest.of(ids.stream().map(String.class::cast).toList()));
    assertThat(RecommendationRequest.fromJson(new JsonObject().put("seeds", ids)).size())
        .isEqualTo(20);
    assertThat(SearchRequest.fromJson(new JsonObject().put("searchText", "meridian")))
        .isEqualTo(SearchRequest.of(Entity.TRACK, "meridian"));
    assertThat(ListRequest.fromJson(
        new JsonObject().put("list", "artist-tracks").put("id", id)))
        .isEqualTo(ListRequest.of(Listing.ARTIST_TRACKS, id));
    assertThat(RankRequest.fromJson(new JsonObject().put("tracks", ids)))
        .isEqualTo(RankRequest.of(List.of(id)));
    assertThat(MissingRequest.fromJson(new JsonObject())).isEqualTo(MissingRequest.DEFAULT);
  }

  @Test
  void examples_coverEveryConstant() {
    Reply reply = (Reply) Golden.REPLY.example;
    assertThat(reply.outcomes()).extracting(Outcome::status).contains(Status.values());
    assertThat(reply.outcomes()).extracting(Outcome::source).contains(Source.values());
    assertThat(reply.outcomes()).extracting(Outcome::reason).contains(Reason.values());
    RecommendationRequest steered = (RecommendationRequest) Golden.RECOMMENDATION_REQUEST.example;
    assertThat(steered.targets()).containsOnlyKeys(Target.values());
  }

  private static String text(Golden golden) throws IOException {
    return Files.readString(GOLDEN.resolve(Fields.name(golden) + ".json"));
  }

  /** What a bus is given: there is no other way to reach a codec but a cluster. */
  private static Map<Class<?>, MessageCodec<?, ?>> codecs() {
    Map<Class<?>, MessageCodec<?, ?>> codecs = new HashMap<>();
    Codecs.register((EventBus) Proxy.newProxyInstance(EventBus.class.getClassLoader(),
        new Class<?>[] {EventBus.class}, (bus, method, given) -> {
          assertThat(method.getName()).isEqualTo("registerDefaultCodec");
          codecs.put((Class<?>) given[0], (MessageCodec<?, ?>) given[1]);
          return bus;
        }));
    return codecs;
  }
}
