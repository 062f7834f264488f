package recobeat.campaign;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * A request, by when it has to be answered, and what of the answer has to be right.
 *
 * @param body null for none
 * @param waitMs milliseconds that whoever asks waits
 */
record Question(HttpMethod method, String uri, Map<String, String> headers, JsonObject body,
    long waitMs, Check check) {

  /** Tells what is wrong with an answer, and what it says. */
  interface Check {
    void check(Web.Answer answer, Verdict verdict);
  }

  /** Who calls itself an administrator may ask for anything. */
  static Question plain(HttpMethod method, String uri, JsonObject body) {
    return new Question(method, uri, Map.of("Authorization", "Bearer " + EngineProcess.TOKEN),
        body, 0, (answer, verdict) -> { });
  }

  @Override
  public String toString() {
    return method + " " + uri + (body == null ? "" : " " + body);
  }
}
