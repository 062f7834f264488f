package recobeat.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.junit5.VertxExtension;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import recobeat.time.Time;

@ExtendWith(VertxExtension.class)
class NaiveCallsTest {

  private static final int SCALE = 40;
  private static final int FAST = 400;

  private final Time time = Time.system();
  private final AtomicInteger requests = new AtomicInteger();
  private final Queue<Consumer<HttpServerResponse>> script = new ConcurrentLinkedQueue<>();
  private String baseUrl;
  private NaiveCalls calls;

  @BeforeEach
  void listen(Vertx vertx) throws Exception {
    int port = vertx.createHttpServer()
        .requestHandler(request -> {
          requests.incrementAndGet();
          Consumer<HttpServerResponse> next = script.poll();
          (next == null ? row() : next).accept(request.response());
        })
        .listen(0, "127.0.0.1").await(10, TimeUnit.SECONDS).actualPort();
    baseUrl = "http://127.0.0.1:" + port;
    calls = new NaiveCalls(vertx, baseUrl, new Scale(SCALE), time);
  }

  @AfterEach
  void close() {
    calls.close();
  }

  @Test
  void get_serverErrorAndBrokenAnswer_areTriedAgain() throws Exception {
    script.add(response -> response.setStatusCode(503).end());
    script.add(response -> response.end("{\"content\":[{\"id"));

    assertThat(get(Before.Tool.TRACKS).rows()).hasSize(1);
    assertThat(requests).hasValue(3);
  }

  @Test
  void get_neverAnswered_isGivenUpAfterThreeTries(Vertx vertx) throws Exception {
    calls = new NaiveCalls(vertx, baseUrl, new Scale(FAST), time);
    Stream.generate(NaiveCallsTest::silence).limit(4).forEach(script::add);
    long start = time.millis();

    assertThat(get(Before.Tool.ARTISTS)).isEqualTo(Answer.FAILED);
    assertThat(requests).hasValue(3);
    assertThat(time.millis() - start).isGreaterThanOrEqualTo(3 * 60_000 / FAST);
  }

  @Test
  void get_refused_waitsAsLongAsTheServiceSays() throws Exception {
    script.add(response ->
        response.setStatusCode(429).putHeader("Retry-After", "10").end());
    long start = time.millis();

    assertThat(get(Before.Tool.TRACKS).rows()).hasSize(1);
    assertThat(time.millis() - start).isGreaterThanOrEqualTo(10_000 / SCALE);
  }

  @Test
  void get_unknown_isAnAnswerWithoutRows() throws Exception {
    script.add(response -> response.setStatusCode(404).end("{\"status\":4041}"));

    assertThat(get(Before.Tool.FEATURES)).isEqualTo(Answer.NONE);
    assertThat(requests).hasValue(1);
  }

  @Test
  void get_badRequest_isGivenUpAtOnce() throws Exception {
    script.add(response -> response.setStatusCode(400).end("{\"status\":4002}"));

    assertThat(get(Before.Tool.TRACKS)).isEqualTo(Answer.FAILED);
    assertThat(requests).hasValue(1);
  }

  @Test
  void get_sameAddressAgain_isNotCalledAgain() throws Exception {
    assertThat(get(Before.Tool.TRACKS)).isEqualTo(get(Before.Tool.TRACKS));
    assertThat(requests).hasValue(1);
  }

  @Test
  void get_manyAtOnce_areSpaced() throws Exception {
    get(Before.Tool.FEATURES);
    long start = time.millis();
    await(Future.all(IntStream.range(0, 11)
        .mapToObj(i -> calls.get(Before.Tool.FEATURES, "/v1/" + i)).toList()));

    assertThat(time.millis() - start).isGreaterThanOrEqualTo(10 * 1200 / SCALE);
  }

  private Answer get(Before.Tool tool) throws Exception {
    return await(calls.get(tool, "/v1/some"));
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(10, TimeUnit.SECONDS);
  }

  private static Consumer<HttpServerResponse> row() {
    return response -> response.end("{\"content\":[{\"id\":\"a\"}]}");
  }

  private static Consumer<HttpServerResponse> silence() {
    return response -> { };
  }
}
