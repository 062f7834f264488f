package recobeat.bridge;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** The drop-in API is open to pages of every origin, as the service is; it sets no cookie. */
final class Cors {

  private static final String SHOWN = "Age, Retry-After, Preference-Applied, X-Cache,"
      + " X-RecoBeat-Calls, X-RecoBeat-Guessed, X-RecoBeat-Unsettled";
  private static final String METHODS = "GET, HEAD, OPTIONS, POST";
  private static final String HEADERS_DEFAULT =
      "Accept, Authorization, Content-Type, Prefer, Priority, X-Workflow-Id";

  private Cors() {}

  /** Lets scripts read the answer. */
  static void allow(HttpServerRequest request) {
    if (request.headers().contains("Origin")) {
      request.response()
          .putHeader("Access-Control-Allow-Origin", "*")
          .putHeader("Access-Control-Expose-Headers", SHOWN);
    }
  }

  /** Answers the question before the question, and any other {@code OPTIONS}. */
  static void preflight(HttpServerRequest request) {
    HttpServerResponse response = request.response().setStatusCode(204).putHeader("Allow", METHODS);
    if (request.headers().contains("Access-Control-Request-Method")) {
      String asked = request.getHeader("Access-Control-Request-Headers");
      response
          .putHeader("Access-Control-Allow-Methods", METHODS)
          .putHeader("Access-Control-Allow-Headers", asked == null ? HEADERS_DEFAULT : asked)
          .putHeader("Access-Control-Max-Age", "86400");
    }
    response.end();
  }
}
