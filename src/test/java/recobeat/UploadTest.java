package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static recobeat.Tracks.spotify;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files to be analysed pass through the bridge, whoever is early, late, slow or gone. */
@Timeout(60)
class UploadTest {

  private static final String PATH = "/v1/analysis/audio-features";
  private static final int MEGABYTE = 1 << 20;
  private static final int FILE_MAX = 5 * MEGABYTE;
  private static final String HEAD = "POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\n"
      + "Content-Type: multipart/form-data; boundary=x\r\n";
  private static final String CHUNKED = HEAD + "Transfer-Encoding: chunked\r\n\r\n";

  /** More than {@code http.idle} and the time between two sweeps. */
  private static final Duration LONGER_THAN_IDLE = Duration.ofMillis(2_600);

  @TempDir
  static Path dir;

  private static Rig rig;
  private static int port;

  /** What the service has left unread. */
  private final List<HttpServerRequest> unread = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void start() {
    rig = new Rig(dir.resolve("shared"), "http.port=0", "http.idle=1s", "http.grace=1s");
    port = Rig.get(rig.engine().listen());
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @BeforeEach
  void clear() {
    rig.service.calls.clear();
    rig.service.cancelled.set(0);
  }

  @AfterEach
  void read() {
    unread.forEach(HttpServerRequest::resume);
    unread.clear();
  }

  @Test
  void answer_beforeTheBody_isPassedOnAndTheConnectionGoesOn() throws Exception {
    rig.service.next(this::refuseUnread);
    try (RawHttp client = new RawHttp(port)) {
      byte[] body = form(MEGABYTE);
      client.send(length(body.length));
      client.send(Arrays.copyOf(body, 1_000));
      assertTooMany(client.answer());
      client.sendLater(Arrays.copyOfRange(body, 1_000, body.length)).get(10, TimeUnit.SECONDS);
      assertGoesOn(client);
    }
  }

  @Test
  void answer_duringTheBody_isPassedOnAndTheRestIsDropped() throws Exception {
    rig.service.next(this::refuseUnread);
    try (RawHttp client = new RawHttp(port)) {
      byte[] body = form(FILE_MAX);
      client.send(length(body.length));
      CompletableFuture<Void> sent = client.sendLater(body);
      assertTooMany(client.answer());
      sent.get(10, TimeUnit.SECONDS);
      assertGoesOn(client);
    }
  }

  @Test
  void time_over_is503WhoeverIsSlow() throws Exception {
    try (Rig hasty = new Rig(dir.resolve("hasty"), "http.port=0", "http.idle=1s",
        "upstream.timeout=2s")) {
      int at = Rig.get(hasty.engine().listen());
      hasty.service.next(this::leaveUnread);
      try (RawHttp client = new RawHttp(at)) {
        byte[] body = form(FILE_MAX);
        client.send(length(body.length));
        CompletableFuture<Void> sent = client.sendLater(body);
        assertUnavailable(client.answer());
        sent.get(10, TimeUnit.SECONDS);
        assertGoesOn(client);
      }
      hasty.service.next(request -> request.endHandler(end -> request.response().end("whole")));
      try (RawHttp client = new RawHttp(at)) {
        client.send(CHUNKED);
        ScheduledExecutorService trickle = trickle(client);
        assertUnavailable(client.answer());
        assertThat(client.isClosed()).isTrue();
        trickle.shutdownNow();
      }
      read();
      await().untilAsserted(() -> assertThat(hasty.service.cancelled).hasPositiveValue());
    }
  }

  @Test
  void service_refusesConnections_is503AndTheConnectionGoesOn() throws Exception {
    try (Rig down = new Rig(dir.resolve("down"), "http.port=0",
        "upstream.baseUrl=http://127.0.0.1:1")) {
      try (RawHttp client = new RawHttp(Rig.get(down.engine().listen()))) {
        for (int size : new int[] {100, MEGABYTE, FILE_MAX}) {
          byte[] body = form(size);
          client.send(length(body.length));
          CompletableFuture<Void> sent = client.sendLater(body);
          assertUnavailable(client.answer());
          sent.get(10, TimeUnit.SECONDS);
        }
        client.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(client.answer().status()).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"at once", "in its answer"})
  void service_breaksOff_is503AndTheConnectionGoesOn(String when) throws Exception {
    rig.service.next(when.equals("at once")
        ? request -> request.connection().close()
        : ScriptedService::truncate);
    try (RawHttp client = new RawHttp(port)) {
      byte[] body = form(MEGABYTE);
      client.send(length(body.length));
      CompletableFuture<Void> sent = client.sendLater(body);
      assertUnavailable(client.answer());
      sent.get(10, TimeUnit.SECONDS);
      assertGoesOn(client);
    }
  }

  @Test
  void uploads_manyThatWaitLongerThanIdle_areAllAnswered() throws Exception {
    List<RawHttp> clients = new ArrayList<>();
    rig.service.hold();
    byte[] body = form(100_000);
    for (int i = 0; i < 30; i++) {
      RawHttp client = new RawHttp(port);
      clients.add(client);
      client.send(length(body.length));
      client.sendLater(body);
    }
    await().untilAsserted(() -> assertThat(rig.service.calls).hasSize(30));
    await().during(LONGER_THAN_IDLE)
        .untilAsserted(() -> assertThat(rig.service.cancelled).hasValue(0));
    rig.service.release();
    for (RawHttp client : clients) {
      assertThat(client.answer().body()).isEqualTo("{\"status\":4041}");
      client.close();
    }
  }

  @Test
  void service_readsNothingForLongerThanIdle_isWaitedFor() throws Exception {
    AtomicReference<HttpServerRequest> asked = new AtomicReference<>();
    rig.service.next(request -> {
      request.pause();
      request.bodyHandler(body -> request.response().end("" + body.length()));
      asked.set(request);
    });
    try (RawHttp client = new RawHttp(port)) {
      byte[] body = form(FILE_MAX);
      client.send(length(body.length));
      client.sendLater(body);
      await().until(() -> asked.get() != null);
      await().during(LONGER_THAN_IDLE)
          .untilAsserted(() -> assertThat(rig.service.cancelled).hasValue(0));
      asked.get().resume();
      assertThat(client.answer().body()).isEqualTo("" + body.length);
    }
  }

  @Test
  void sender_slowButSteady_isWaitedForLongerThanIdle() throws Exception {
    rig.service.next(request ->
        request.bodyHandler(body -> request.response().end("" + body.length())));
    try (RawHttp client = new RawHttp(port)) {
      client.send(CHUNKED);
      ScheduledExecutorService trickle = trickle(client);
      await().during(LONGER_THAN_IDLE).until(() -> !trickle.isShutdown());
      trickle.shutdown();
      assertThat(trickle.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
      client.send("0\r\n\r\n");
      assertThat(Integer.parseInt(client.answer().body())).isGreaterThan(10);
    }
  }

  @Test
  void sender_silent_isClosed() throws Exception {
    rig.service.hold();
    try (RawHttp client = new RawHttp(port)) {
      client.send(length(100));
      client.send("--x");
      assertThat(client.isClosed()).isTrue();
    }
    await().untilAsserted(() -> assertThat(rig.service.cancelled).hasValue(1));
    rig.service.release();
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, MEGABYTE})
  void sender_gone_endsTheCall(int sent) throws Exception {
    rig.service.hold();
    byte[] body = form(MEGABYTE);
    try (RawHttp client = new RawHttp(port)) {
      client.send(length(body.length));
      client.send(sent == MEGABYTE ? body : Arrays.copyOf(body, sent));
      await().until(() -> rig.service.calls.size() == 1);
    }
    await().untilAsserted(() -> assertThat(rig.service.cancelled).hasValue(1));
    rig.service.release();
  }

  @Test
  void file_overTheLimitInChunks_isRefusedAndTheConnectionGoesOn() throws Exception {
    rig.service.next(request -> request.endHandler(end -> request.response().end("whole")));
    byte[] body = new byte[FILE_MAX + MEGABYTE];
    try (RawHttp client = new RawHttp(port)) {
      client.send(CHUNKED + Integer.toHexString(body.length) + "\r\n");
      CompletableFuture<Void> sent = client.sendLater(body);
      assertTooLong(client.answer());
      sent.get(10, TimeUnit.SECONDS);
      client.send("\r\n0\r\n\r\n");
      assertGoesOn(client);
    }
  }

  @Test
  void file_saidToBeTooLong_isRefusedAtOnceAndItsConnectionClosedInTheEnd() throws Exception {
    try (RawHttp client = new RawHttp(port)) {
      client.send(length(Integer.MAX_VALUE));
      assertTooLong(client.answer());
      byte[] some = new byte[MEGABYTE];
      CompletableFuture<Void> sent = client.sendLater(some);
      for (int i = 0; i < 100; i++) {
        sent = sent.thenCompose(before -> client.sendLater(some));
      }
      assertThat(client.isClosed()).isTrue();
      assertThat(sent).failsWithin(Duration.ofSeconds(10));
    }
    assertThat(rig.service.calls).isEmpty();
  }

  @Test
  void sender_asksBefore_isToldToContinue() throws Exception {
    rig.service.next(request ->
        request.bodyHandler(body -> request.response().end("" + body.length())));
    try (RawHttp client = new RawHttp(port)) {
      byte[] body = form(MEGABYTE);
      client.send(HEAD + "Expect: 100-continue\r\nContent-Length: " + body.length + "\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(100);
      client.send(body);
      assertThat(client.answer().body()).isEqualTo("" + body.length);
      client.send(HEAD + "Expect: 100-continue\r\nContent-Length: 9999999\r\n\r\n");
      RawHttp.Answer refused = client.answer();
      assertTooLong(refused.status() == 100 ? client.answer() : refused);
    }
  }

  /** Sends one byte each now and then. */
  private static ScheduledExecutorService trickle(RawHttp client) {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    timer.scheduleAtFixedRate(() -> {
      try {
        client.send("1\r\nx\r\n");
      } catch (IOException closed) {
        timer.shutdown();
      }
    }, 0, 100, TimeUnit.MILLISECONDS);
    return timer;
  }

  /** As a server does that has no time for bodies. */
  private void refuseUnread(HttpServerRequest request) {
    leaveUnread(request);
    request.response().setStatusCode(429).putHeader("Retry-After", "7")
        .putHeader("Content-Type", "application/json").end("{\"error\":\"Too many\"}");
  }

  private void leaveUnread(HttpServerRequest request) {
    unread.add(request.pause());
  }

  private static String length(int length) {
    return HEAD + "Content-Length: " + length + "\r\n\r\n";
  }

  private static byte[] form(int size) {
    byte[] head = ("--x\r\nContent-Disposition: form-data; name=\"audioFile\"; "
        + "filename=\"a.mp3\"\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] tail = "\r\n--x--\r\n".getBytes(StandardCharsets.US_ASCII);
    byte[] form = Arrays.copyOf(head, head.length + size + tail.length);
    System.arraycopy(tail, 0, form, head.length + size, tail.length);
    return form;
  }

  private static void assertTooMany(RawHttp.Answer answer) {
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.headers()).containsEntry("retry-after", "7")
        .containsEntry("content-type", "application/json");
    assertThat(answer.body()).isEqualTo("{\"error\":\"Too many\"}");
  }

  private static void assertUnavailable(RawHttp.Answer answer) {
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.headers()).containsEntry("retry-after", "5");
    JsonObject error = new JsonObject(answer.body());
    assertThat(error.getInteger("status")).isEqualTo(5001);
    assertThat(error.getString("path")).isEqualTo("uri=" + PATH);
  }

  private static void assertTooLong(RawHttp.Answer answer) {
    assertThat(answer.status()).isEqualTo(400);
    JsonObject error = new JsonObject(answer.body());
    assertThat(error.getInteger("status")).isEqualTo(4002);
    assertThat(error.getString("error")).isEqualTo("Maximum upload size exceeded");
  }

  /** Nothing of the upload is left on the connection. */
  private static void assertGoesOn(RawHttp client) throws IOException {
    client.send("GET /v1/track?ids=" + spotify(1) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    RawHttp.Answer next = client.answer();
    assertThat(next.status()).isEqualTo(200);
    assertThat(next.body()).contains("Track 1");
  }
}
