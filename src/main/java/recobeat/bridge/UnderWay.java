package recobeat.bridge;

import io.vertx.core.http.HttpServerResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The requests of one event loop that wait for an answer, and how each would be refused. */
final class UnderWay {

  private final Map<HttpServerResponse, Runnable> refusals = new HashMap<>();

  /** Also in place of what was to be done about it. */
  void add(HttpServerResponse response, Runnable refusal) {
    refusals.put(response, refusal);
  }

  void remove(HttpServerResponse response) {
    refusals.remove(response);
  }

  /** As the engine is closing. */
  void refuseAll() {
    List.copyOf(refusals.values()).forEach(Runnable::run);
  }
}
