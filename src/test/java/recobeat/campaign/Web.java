package recobeat.campaign;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An HTTP client that makes each request once and waits for its answer. For any thread. */
final class Web implements AutoCloseable {

  private static final int CONNECTIONS = 200;
  private static final int IDLE_S = 10;
  private static final long ADMIN_MS = 60_000;

  private final WebClient client;

  /** What came, and when that was all in. */
  record Answer(int status, MultiMap headers, Buffer body, long endedNanos) {

    JsonObject json() {
      return body.toJsonObject();
    }

    /** The rows of a multi-id answer. */
    List<JsonObject> rows() {
      return objects(json().getJsonArray("content"));
    }
  }

  Web(Vertx vertx) {
    client = WebClient.create(vertx,
        new WebClientOptions().setKeepAliveTimeout(IDLE_S).setConnectTimeout(2_000),
        new PoolOptions().setHttp1MaxSize(CONNECTIONS));
  }

  static List<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast).toList();
  }

  /** An answer by {@code limitMs}; what fails before fails with an {@link IOException}. */
  Answer send(String base, Question question, long limitMs)
      throws IOException, TimeoutException, InterruptedException {
    HttpRequest<Buffer> request = client.requestAbs(question.method(), base + question.uri());
    question.headers().forEach(request::putHeader);
    JsonObject body = question.body();
    try {
      return (body == null ? request.send() : request.sendJsonObject(body))
          .map(response -> new Answer(response.statusCode(), response.headers(),
              response.body() == null ? Buffer.buffer() : response.body(), System.nanoTime()))
          .toCompletionStage().toCompletableFuture().get(limitMs, TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      throw new IOException(failed.getCause());
    }
  }

  /** An answer that has to come, and to be a good one. */
  Answer get(String base, String uri) throws IOException, InterruptedException {
    return good(base, Question.plain(HttpMethod.GET, uri, null));
  }

  Answer post(String base, String uri, JsonObject body) throws IOException, InterruptedException {
    return good(base, Question.plain(HttpMethod.POST, uri, body));
  }

  private Answer good(String base, Question question) throws IOException, InterruptedException {
    try {
      Answer answer = send(base, question, ADMIN_MS);
      if (answer.status != 200) {
        throw new IOException(question.uri() + ": " + answer.status + ' ' + answer.body);
      }
      return answer;
    } catch (TimeoutException never) {
      throw new IOException(question.uri() + ": no answer", never);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
