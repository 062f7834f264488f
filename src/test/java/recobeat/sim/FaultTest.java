package recobeat.sim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each scripted fault as a client meets it; the call after it is answered again. */
class FaultTest {

  private static Stand stand;
  private static String uri;
  private static String whole;

  @BeforeAll
  static void start() {
    stand = new Stand(Stand.calm().withScale(100));
    uri = "/v1/track?ids=" + String.join(",", stand.known("track", 5));
    whole = stand.get(uri).bodyAsString();
  }

  @AfterAll
  static void stop() {
    stand.close();
  }

  @BeforeEach
  void reset() {
    stand.sim.counters().reset();
  }

  @AfterEach
  void answerAgain() {
    assertThat(stand.get(uri).bodyAsString()).isEqualTo(whole);
  }

  @Test
  void hang_call_isNeverAnswered() {
    stand.sim.next(new Fault.Hang());

    assertThat(Stand.failure(stand.request(uri).timeout(300).send()))
        .isInstanceOf(TimeoutException.class);
    await().until(() -> stand.sim.counters().cancelled() == 1);
    assertThat(stand.sim.counters().inFlight()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503})
  void status_5xx_carriesTheServicesErrorBody(int status) {
    stand.sim.next(new Fault.Status(status));
    HttpResponse<Buffer> answer = stand.get(uri);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.getHeader("Content-Type")).isEqualTo("application/json");
    JsonObject body = answer.bodyAsJsonObject();
    assertThat(body.fieldNames()).containsExactly("timestamp", "error", "path", "status");
    assertThat(body.getString("path")).isEqualTo("uri=/v1/track");
    assertThat(body.getInteger("status")).isEqualTo(5001);
  }

  @Test
  void status_headersAndBody_areSentAsScripted() {
    stand.sim.next(new Fault.Status(429, Map.of("Retry-After", "soon"), "{}"));
    HttpResponse<Buffer> answer = stand.get(uri);

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.getHeader("Retry-After")).isEqualTo("soon");
    assertThat(answer.bodyAsString()).isEqualTo("{}");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 502, 520})
  void html_page_comesInPlaceOfJson(int status) {
    stand.sim.next(new Fault.Html(status));
    HttpResponse<Buffer> answer = stand.get(uri);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.getHeader("Content-Type")).startsWith("text/html");
    assertThat(answer.bodyAsString()).startsWith("<!DOCTYPE html>");
  }

  @Test
  void truncated_answer_announcesTheWholeAndEndsHalfWay() throws IOException {
    stand.sim.next(new Fault.Truncated());
    byte[] bytes = whole.getBytes(UTF_8);

    String[] parts = raw(uri).split("\r\n\r\n", 2);
    assertThat(parts[0]).startsWith("HTTP/1.1 200 ").contains("ength: " + bytes.length);
    assertThat(parts[1]).isEqualTo(new String(bytes, 0, bytes.length / 2, UTF_8));
  }

  @Test
  void truncated_refusal_keepsItsStatus() throws IOException {
    stand.sim.next(new Fault.Truncated());
    assertThat(raw("/v1/track/x")).startsWith("HTTP/1.1 404 ").doesNotEndWith("}");
  }

  @Test
  void truncated_call_failsForTheClient() {
    stand.sim.next(new Fault.Truncated());
    assertThat(Stand.failure(stand.request(uri).send())).isInstanceOf(HttpClosedException.class);
  }

  @Test
  void reset_connection_endsWithoutAnAnswer() {
    stand.sim.next(new Fault.Reset());

    assertThat(Stand.failure(stand.request(uri).send())).isInstanceOf(HttpClosedException.class);
    assertThat(stand.sim.counters().requests()).isEqualTo(1);
  }

  @Test
  void delay_answer_comesAsMuchLaterAsTheScaleSays() {
    stand.sim.next(new Fault.Delay(Duration.ofSeconds(20)));
    long start = System.nanoTime();

    assertThat(stand.get(uri).bodyAsString()).isEqualTo(whole);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(
        Duration.ofMillis(199), Duration.ofSeconds(9));
  }

  @Test
  void next_afterOthers_passes() {
    stand.sim.next(new Fault.Pass(), new Fault.Status(500), new Fault.Pass());

    assertThat(stand.get(uri).statusCode()).isEqualTo(200);
    assertThat(stand.get(uri).statusCode()).isEqualTo(500);
    assertThat(stand.get(uri).statusCode()).isEqualTo(200);
  }

  /** All that comes over a connection until its end. */
  private String raw(String path) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", stand.sim.port())) {
      socket.setSoTimeout(5000);
      socket.getOutputStream().write(
          ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
