package recobeat.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client made of one question.
 *
 * @param rows what was found; what the service does not have is simply not there
 * @param failed outcomes that failed or calls that were given up
 */
record Answer(List<JsonObject> rows, int failed) {

  /** Nothing found, nothing failed. */
  static final Answer NONE = new Answer(List.of(), 0);

  /** One call given up, or one outcome failed. */
  static final Answer FAILED = new Answer(List.of(), 1);

  /** The rows of a service's answer; an answer without a list is its own row. */
  static Answer of(JsonObject body) {
    JsonArray content = body.getJsonArray("content");
    if (content == null) {
      return new Answer(List.of(body), 0);
    }
    return new Answer(content.stream().map(JsonObject.class::cast).toList(), 0);
  }

  /** All of them in one. */
  static Answer sum(List<Answer> parts) {
    List<JsonObject> rows = new ArrayList<>();
    int failed = 0;
    for (Answer part : parts) {
      rows.addAll(part.rows);
      failed += part.failed;
    }
    return new Answer(rows, failed);
  }
}
