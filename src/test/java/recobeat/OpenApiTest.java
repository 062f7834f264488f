package recobeat;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.multipart.MultipartForm;
import io.vertx.json.schema.JsonSchema;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.contract.RequestBody;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import recobeat.sim.Fault;
import recobeat.sim.Profile;
import recobeat.sim.Sim;
import recobeat.sim.SimOptions;

/**
 * The document that the bridge serves is true: a client that knows nothing else makes every call
 * that it describes, with its examples, and Vert.x OpenAPI checks every answer.
 */
@Timeout(60)
class OpenApiTest {

  @TempDir
  static Path dir;

  private static final Vertx VERTX = Vertx.vertx();
  private static Sim sim;
  private static RecoBeat engine;
  private static WebClient client;
  private static JsonObject document;
  private static Contract contract;

  @BeforeAll
  static void start() {
    sim = Rig.get(Sim.start(VERTX, SimOptions.defaults()
        .withProfile(Profile.NONE).withBucket(0, 1)));
    engine = Rig.get(RecoBeat.start(VERTX, RecoBeatOptions.defaults()
        .with("upstream.baseUrl", sim.baseUrl())
        .with("redis.dir", dir.toString())
        .with("gate.ratePerSecond", "10000")
        .with("retry.attemptsMax", "1")
        .with("http.bodyBytesMax", "4KiB")
        .with("http.port", "0")));
    client = WebClient.create(VERTX, new WebClientOptions()
        .setDefaultHost("localhost").setDefaultPort(Rig.get(engine.listen())));
    document = Rig.get(client.get("/openapi.json").send()).bodyAsJsonObject();
    contract = new Contract(VERTX, document);
  }

  @AfterAll
  static void stop() {
    Rig.get(engine.close());
    Rig.get(VERTX.close());
  }

  @TestFactory
  Stream<DynamicTest> operations_calledByTheirExamples_answerAsDescribed() {
    assertThat(contract.operations()).hasSizeGreaterThan(25);
    return contract.operations().stream().flatMap(operation ->
        bodies(operation.getRequestBody()).map(body ->
            DynamicTest.dynamicTest(operation.getOperationId() + ' ' + body, () -> {
              HttpResponse<Buffer> answer = call(operation, body);
              assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(200);
              contract.check(operation.getOperationId(), answer);
            })));
  }

  @TestFactory
  Stream<DynamicTest> operations_streamed_writeLinesAsDescribed() {
    return contract.operations().stream().filter(OpenApiTest::isStreamed).map(operation ->
        DynamicTest.dynamicTest(operation.getOperationId(), () -> {
          Object body = bodies(operation.getRequestBody()).findFirst().orElseThrow();
          String lines = Rig.get(request(operation).putHeader("Accept", "application/x-ndjson")
              .sendJson(body)).bodyAsString();
          JsonSchema line = contract.schema(line(operation));
          assertThat(lines.lines()).hasSizeGreaterThan(1)
              .allSatisfy(each -> contract.check(line, new JsonObject(each)));
        }));
  }

  @Test
  void read_describedUnderV1_answersHeadWithTheSameHeaders() {
    for (Operation operation : contract.operations()) {
      if (isDropIn(operation) && operation.getHttpMethod() == HttpMethod.GET) {
        HttpResponse<Buffer> read = Rig.get(request(operation).send());
        HttpResponse<Buffer> head = Rig.get(request(operation).method(HttpMethod.HEAD).send());
        assertThat(head.body()).isNull();
        assertThat(names(head)).isEqualTo(names(read));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "getTracks | GET | /v1/track | 400",
    "getTracks | GET | /v1/track?ids=, | 400",
    "getArtists | GET | /v1/artist?ids= | 400",
    "searchTrack | GET | /v1/track/search?searchText=ab | 400",
    "getRecommendation | GET | /v1/track/recommendation?size=0&seeds=x | 400",
    "getRecommendation | GET | /v1/track/recommendation?size=1&seeds=x | 400",
    "getTrack | GET | /v1/track/08Fl41qu3ersdtGP3zKLso | 404",
    "getAlbumTrack | GET | /v1/album/nonsense/track | 404",
    "extractAudioFeatures | POST | /v1/analysis/audio-features | 415",
    "askTracks | POST | /api/v1/tracks | 415",
  })
  void call_wrong_isRefusedAsDescribed(String operation, String method, String path, int status) {
    HttpResponse<Buffer> answer =
        Rig.get(client.request(HttpMethod.valueOf(method), path).send());
    assertThat(answer.statusCode()).isEqualTo(status);
    contract.check(operation, answer);
  }

  @Test
  void body_wrong_isAProblemAsDescribed() {
    for (Operation operation : contract.operations()) {
      if (!isDropIn(operation) && operation.getRequestBody() != null) {
        for (Object body : List.of(new JsonObject(), new JsonArray(), new JsonObject()
            .put("ids", "x".repeat(5000)))) {
          HttpResponse<Buffer> answer = Rig.get(request(operation).sendJson(body));
          assertThat(answer.statusCode()).isIn(400, 413);
          contract.check(operation.getOperationId(), answer);
        }
      }
    }
  }

  @Test
  void stranger_origin_isRefusedAsDescribed() {
    for (Operation operation : contract.operations()) {
      if (!isDropIn(operation)) {
        HttpResponse<Buffer> origin =
            Rig.get(request(operation).putHeader("Origin", "https://evil.example").send());
        assertThat(origin.statusCode()).isEqualTo(403);
        contract.check(operation.getOperationId(), origin);
        HttpResponse<Buffer> host =
            Rig.get(request(operation).virtualHost("evil.example").send());
        assertThat(host.statusCode()).isEqualTo(421);
        contract.check(operation.getOperationId(), host);
      }
    }
  }

  @Test
  void service_failing_is503AsDescribed() {
    sim.next(new Fault.Status(500));
    HttpResponse<Buffer> answer = Rig.get(client.get("/v1/artist?ids=" + "1".repeat(22)).send());
    assertThat(answer.statusCode()).isEqualTo(503);
    contract.check("getArtists", answer);
  }

  @Test
  void examples_areWhatTheDocumentAllows() {
    for (Operation operation : contract.operations()) {
      for (Parameter parameter : operation.getParameters()) {
        Object example = parameter.getOpenAPIModel().getValue("example");
        assertThat(example != null || !parameter.isRequired()).as(parameter.getName()).isTrue();
        if (example != null) {
          contract.check(parameter.getSchema(), example);
        }
      }
      if (!isUpload(operation) && operation.getRequestBody() != null) {
        bodies(operation.getRequestBody()).forEach(body -> contract.check(
            operation.getRequestBody().getContent().get("application/json").getSchema(), body));
      }
    }
  }

  private static HttpResponse<Buffer> call(Operation operation, Object body) {
    HttpRequest<Buffer> request = request(operation);
    if (isUpload(operation)) {
      return Rig.get(request.sendMultipartForm(MultipartForm.create().binaryFileUpload(
          "audioFile", "tone.wav", Buffer.buffer("RIFF"), "audio/wav")));
    }
    return Rig.get(operation.getRequestBody() == null ? request.send() : request.sendJson(body));
  }

  /** A call with the examples of its parameters. */
  private static HttpRequest<Buffer> request(Operation operation) {
    String path = operation.getOpenAPIPath();
    MultiMap query = MultiMap.caseInsensitiveMultiMap();
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    for (Parameter parameter : operation.getParameters()) {
      Object example = parameter.getOpenAPIModel().getValue("example");
      if (example != null) {
        String value = example instanceof JsonArray array
            ? array.stream().map(String::valueOf).collect(Collectors.joining(","))
            : example.toString();
        if (parameter.getIn() == Location.PATH) {
          path = path.replace('{' + parameter.getName() + '}', value);
        } else {
          (parameter.getIn() == Location.QUERY ? query : headers).add(parameter.getName(), value);
        }
      }
    }
    HttpRequest<Buffer> request =
        client.request(operation.getHttpMethod(), path).putHeaders(headers);
    request.queryParams().addAll(query);
    return request;
  }

  /** The examples of a body; one without a meaning if there is none. */
  private static Stream<Object> bodies(RequestBody body) {
    if (body == null || !body.getContent().containsKey("application/json")) {
      return Stream.of("");
    }
    JsonObject examples = body.getContent().get("application/json").getOpenAPIModel()
        .getJsonObject("examples");
    return examples.fieldNames().stream().filter(name -> !name.startsWith("__"))
        .map(name -> new JsonObject(examples.getJsonObject(name).getJsonObject("value").encode()));
  }

  private static Set<String> names(HttpResponse<Buffer> answer) {
    return answer.headers().names().stream().map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  private static boolean isDropIn(Operation operation) {
    return operation.getOpenAPIPath().startsWith("/v1/");
  }

  private static boolean isUpload(Operation operation) {
    return isDropIn(operation) && operation.getRequestBody() != null;
  }

  private static boolean isStreamed(Operation operation) {
    return line(operation) != null;
  }

  /** The name of the schema of a line, if it can answer in lines. */
  private static String line(Operation operation) {
    JsonObject lines = document.getJsonObject("paths").getJsonObject(operation.getOpenAPIPath())
        .getJsonObject(operation.getHttpMethod().name().toLowerCase(Locale.ROOT))
        .getJsonObject("responses").getJsonObject("200").getJsonObject("content")
        .getJsonObject("application/x-ndjson");
    return lines == null ? null
        : lines.getJsonObject("x-line").getString("$ref").replaceAll(".*/", "");
  }
}
