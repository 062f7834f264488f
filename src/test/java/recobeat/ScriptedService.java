package recobeat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import recobeat.http.Bodies;

/**
 * A real HTTP server that behaves as a test tells it: it records each call, holds answers back
 * until they are released, and misbehaves by script. It knows the tracks of {@link Tracks}.
 */
final class ScriptedService implements AutoCloseable {

  /** One call. */
  record Asked(String path, List<String> ids) {}

  /** A text that no title contains. */
  static final String NOWHERE = "nowhere";

  final List<Asked> calls = new CopyOnWriteArrayList<>();
  final AtomicInteger cancelled = new AtomicInteger();
  private final Queue<Consumer<HttpServerRequest>> script = new ConcurrentLinkedQueue<>();
  private final Deque<HttpServerRequest> held = new ArrayDeque<>();
  private final Vertx vertx;
  private final HttpServer server;
  private volatile boolean holding;
  private volatile String poison = "none";
  private volatile LongSupplier latency = () -> 0;

  ScriptedService(Vertx vertx) {
    this.vertx = vertx;
    server = Rig.get(vertx.createHttpServer().connectionHandler(Bodies::copy)
        .requestHandler(this::handle).listen(0, "127.0.0.1"));
  }

  String baseUrl() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  /** The next call is handled like this instead. */
  void next(Consumer<HttpServerRequest> behaviour) {
    script.add(behaviour);
  }

  void next(int status, String body) {
    next(request -> request.response().setStatusCode(status).end(body));
  }

  /** Each answer takes so many milliseconds from now on. */
  void latency(LongSupplier millis) {
    latency = millis;
  }

  /** Calls that carry this id are answered by an error from now on. */
  void poison(String id) {
    poison = id;
  }

  /** Answers are kept back from now on. */
  void hold() {
    holding = true;
  }

  /** Sends what was kept back, and answers at once again. */
  void release() {
    holding = false;
    List<HttpServerRequest> now;
    synchronized (held) {
      now = new ArrayList<>(held);
      held.clear();
    }
    now.forEach(ScriptedService::answer);
  }

  List<String> idsAsked() {
    return calls.stream().flatMap(call -> call.ids.stream()).toList();
  }

  private void handle(HttpServerRequest request) {
    String ids = request.getParam("ids");
    calls.add(new Asked(request.path(), ids == null ? List.of() : List.of(ids.split(","))));
    request.response().exceptionHandler(failure -> { });
    request.connection().closeHandler(closed -> {
      if (!request.response().ended()) {
        cancelled.incrementAndGet();
      }
    });
    Consumer<HttpServerRequest> behaviour = script.poll();
    if (behaviour != null) {
      behaviour.accept(request);
    } else if (ids != null && ids.contains(poison)) {
      request.response().setStatusCode(500).end("poisoned");
    } else if (holding) {
      synchronized (held) {
        held.add(request);
      }
    } else {
      answerLater(request, latency.getAsLong());
    }
  }

  private void answerLater(HttpServerRequest request, long millis) {
    if (millis > 0) {
      vertx.setTimer(millis, id -> answer(request));
    } else {
      answer(request);
    }
  }

  private static void answer(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    String body = body(request);
    response.putHeader("Content-Type", "application/json")
        .setStatusCode(status(body))
        .end(body);
  }

  /** An error's first three digits. */
  private static int status(String body) {
    return body.startsWith("{\"status\":") ? Integer.parseInt(body.substring(10, 13)) : 200;
  }

  /** What the service would answer. */
  static String body(HttpServerRequest request) {
    String ids = request.getParam("ids");
    List<String> asked = ids == null ? List.of() : Arrays.asList(ids.split(","));
    return switch (request.path()) {
      case "/v1/audio-features" -> content(Tracks.features(asked));
      case "/v1/track" -> content(Tracks.details(asked));
      case "/v1/artist" -> content(Tracks.artists(asked));
      case "/v1/album" -> content(Tracks.albums(asked));
      case "/v1/track/search" -> content(Tracks.details(
          request.getParam("searchText").equals(NOWHERE) ? List.of() : Tracks.spotify(821, 823)));
      case "/v1/track/recommendation" ->
          Tracks.details(List.of(request.getParam("seeds").split(","))).isEmpty()
              ? "{\"status\":4002,\"error\":\"Cannot find any track\"}"
              : content(Tracks.details(Tracks.spotify(801, 803)));
      default -> request.path().matches("/v1/artist/.*/track")
          ? content(Tracks.details(List.of(Tracks.spotify(811))))
          : "{\"status\":4041}";
    };
  }

  /** In another order than asked, as the service does. */
  static String content(List<String> rows) {
    List<String> turned = new ArrayList<>(rows);
    Collections.reverse(turned);
    return turned.stream().collect(Collectors.joining(",", "{\"content\":[", "]}"));
  }

  /** Sends half of what was promised, then breaks the connection. */
  static void truncate(HttpServerRequest request) {
    byte[] body = body(request).getBytes(StandardCharsets.UTF_8);
    HttpServerResponse response = request.response();
    response.putHeader("Content-Length", Integer.toString(body.length));
    response.write(io.vertx.core.buffer.Buffer.buffer(Arrays.copyOf(body, body.length / 2)))
        .onComplete(written -> request.connection().close());
  }

  @Override
  public void close() {
    Future<Void> closed = server.close();
    Rig.get(closed);
  }
}
