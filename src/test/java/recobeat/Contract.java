package recobeat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaValidationException;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.OpenAPIVersion;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An OpenAPI document as Vert.x OpenAPI understands it, and answers held against it. */
final class Contract {

  private static final String PROBLEM = "application/problem+json";
  private static final String PROBLEM_HERE = "application/vnd.problem+json";
  private static final Pattern LINES =
      Pattern.compile(",\"application/x-ndjson\":\\{\"schema\":\\{[^{}]*},\"x-line\":\\{[^{}]*}}");
  private static final String CSV = ",\"text/csv\":{\"schema\":{\"type\":\"string\"}}";
  private static final Pattern HEADER = Pattern.compile(
      "\"([A-Za-z-]+)\":(?=\\{\"\\$ref\":\"#/components/headers/)");

  private final OpenAPIContract contract;
  private final ResponseValidator validator;

  /** Fails unless the document is a valid one. */
  Contract(Vertx vertx, JsonObject document) {
    OutputUnit validity = Rig.get(OpenAPIVersion.V3_1.getRepository(vertx, "app://")
        .compose(all -> OpenAPIVersion.V3_1.validateContract(vertx, all, document.copy())));
    check(validity);
    contract = Rig.get(OpenAPIContract.from(vertx, understood(document)));
    validator = ResponseValidator.create(vertx, contract);
  }

  /** Vert.x 5.0.7 knows fewer media types than there are, and finds headers in lower case only. */
  private static JsonObject understood(JsonObject document) {
    String text = document.encode().replace(PROBLEM, PROBLEM_HERE);
    text = LINES.matcher(text).replaceAll("");
    text = text.replace(CSV, "");
    return new JsonObject(HEADER.matcher(text)
        .replaceAll(name -> name.group().toLowerCase(Locale.ROOT)
            .replace("$", "\\$")));
  }

  List<Operation> operations() {
    return contract.operations();
  }

  Operation operation(String id) {
    return contract.operation(id);
  }

  /** A schema by its name. */
  JsonSchema schema(String name) {
    return JsonSchema.of(contract.getRawContract().getJsonObject("components")
        .getJsonObject("schemas").getJsonObject(name));
  }

  /** Fails unless the document says that this operation may answer so. */
  void check(String operation, HttpResponse<Buffer> answer) {
    Map<String, String> headers = answer.headers().entries().stream().collect(Collectors.toMap(
        Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one + ", " + other));
    String type = answer.getHeader("Content-Type");
    Rig.get(validator.validate(ValidatableResponse.create(answer.statusCode(), headers,
        answer.body(), PROBLEM.equals(type) ? PROBLEM_HERE : type == null ? "" : type),
        operation));
  }

  /** Fails unless a value is one of a schema. */
  void check(JsonSchema schema, Object value) {
    check(contract.getSchemaRepository().validator(schema).validate(value));
  }

  private static void check(OutputUnit result) {
    try {
      result.checkValidity();
    } catch (JsonSchemaValidationException invalid) {
      throw new AssertionError(String.valueOf(result.getErrors()), invalid);
    }
  }
}
