package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static recobeat.Tracks.spotify;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SelfSignedCertificate;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import recobeat.message.IdsRequest;
import recobeat.message.Survey;

/** The bridge closes: who waits is answered or told, and who does not wait is not waited for. */
@Timeout(60)
class ClosingTest {

  /** Longer than anything here is waited for. */
  private static final String LONG = "http.grace=60s";

  private static final String NATIVE = "/api/v1/tracks";

  @TempDir
  Path dir;

  private Rig rig;
  private HttpClient client;

  /** Vert.x closes the sockets of a client that nobody holds. */
  private WebSocketClient sockets;

  private int port;
  private final Queue<JsonObject> heard = new ConcurrentLinkedQueue<>();

  /** What a client got. */
  private record Answer(int status, String retryAfter, String type, String body) {}

  @AfterEach
  void stop() {
    rig.service.release();
    rig.close();
  }

  private void run(HttpClientOptions options, String... settings) {
    String[] all = Arrays.copyOf(settings, settings.length + 1);
    all[settings.length] = "http.port=0";
    rig = new Rig(dir, all);
    port = Rig.get(rig.engine().listen());
    sockets = rig.vertx.createWebSocketClient();
    client = rig.vertx.createHttpClient(options.setDefaultHost("localhost").setDefaultPort(port),
        new PoolOptions().setHttp1MaxSize(20));
  }

  @Test
  void grace_ends_whoWaitsIsTold() {
    run(new HttpClientOptions(), "http.grace=1s");
    Rig.get(rig.engine().tracks(IdsRequest.of(spotify(9))));
    rig.service.hold();
    Future<Answer> dropIn = ask(HttpMethod.GET, "/v1/track?ids=" + spotify(1), "", "");
    Future<Answer> whole = ask(HttpMethod.POST, NATIVE, "application/json", ids(2, 9));
    Future<Answer> lines = ask(HttpMethod.POST, NATIVE, "application/x-ndjson", ids(3, 9));
    WebSocket socket = socket();
    socket.writeTextMessage(send("r", ids(4, 9)));
    await().until(() -> requests() == 4);
    Future<Void> closed = rig.engine().close();
    assertThat(Rig.get(dropIn).status).isEqualTo(503);
    assertThat(Rig.get(dropIn).retryAfter).isEqualTo("5");
    assertThat(new JsonObject(Rig.get(dropIn).body).getString("path"))
        .isEqualTo("uri=/v1/track");
    assertThat(Rig.get(whole).status).isEqualTo(503);
    assertThat(Rig.get(whole).retryAfter).isEqualTo("5");
    assertThat(Rig.get(whole).type).isEqualTo("application/problem+json");
    assertThat(Rig.get(lines).status).isEqualTo(200);
    assertThat(Rig.get(lines).body.lines().map(JsonObject::new)).hasSize(2)
        .anyMatch(line -> line.getString("status").equals("found"))
        .anyMatch(line -> line.getString("id").equals(spotify(3))
            && "closing".equals(line.getString("reason")));
    await().until(() -> !heard.isEmpty());
    assertThat(heard).containsExactly(new JsonObject().put("type", "err").put("address", "r")
        .put("failureCode", 410).put("failureType", "RECIPIENT_FAILURE")
        .put("message", "The engine is closing"));
    Rig.get(closed);
  }

  @Test
  void grace_lasts_whoWaitsIsAnsweredAndNobodyElseWaitedFor() {
    run(new HttpClientOptions(), LONG);
    assertAnswered();
  }

  @Test
  void grace_lastsOverHttp2_whoWaitsIsAnsweredAndNobodyElseWaitedFor() throws Exception {
    SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
    run(new HttpClientOptions().setSsl(true).setUseAlpn(true).setTrustAll(true)
            .setVerifyHost(false).setProtocolVersion(HttpVersion.HTTP_2),
        LONG, "http.certFile=" + certificate.certificatePath(),
        "http.keyFile=" + certificate.privateKeyPath());
    assertAnswered();
  }

  /** Those that wait in the engine, whether their calls have left or not. */
  private int requests() {
    return Rig.get(rig.vertx.eventBus().<Survey.Reply>request(
        "recobeat.v1.internal.survey", new Survey())).body().requests();
  }

  private void assertAnswered() {
    rig.service.hold();
    Future<Answer> dropIn = ask(HttpMethod.GET, "/v1/track?ids=" + spotify(1), "", "");
    Future<Answer> whole = ask(HttpMethod.POST, NATIVE, "application/json", ids(2));
    await().until(() -> rig.service.idsAsked().size() == 2);
    Future<Void> closed = rig.engine().close();
    rig.service.release();
    assertThat(Rig.get(dropIn).body).contains("Track 1");
    assertThat(Rig.get(whole).body).contains("Track 2");
    Rig.get(closed);
  }

  @Test
  void socket_askedSomething_isAnsweredAndThenClosed() {
    run(new HttpClientOptions(), LONG);
    rig.service.hold();
    WebSocket socket = socket();
    socket.writeTextMessage(send("r", ids(1)));
    await().until(() -> rig.service.idsAsked().size() == 1);
    Future<Void> closed = rig.engine().close();
    rig.service.release();
    await().until(() -> !heard.isEmpty());
    assertThat(heard.remove().getJsonObject("body").getJsonArray("outcomes")).hasSize(1);
    Rig.get(closed);
    await().untilAsserted(() -> assertThat(socket.closeStatusCode()).isEqualTo((short) 1001));
  }

  @Test
  void nobodyWaits_endsAtOnce() throws IOException {
    run(new HttpClientOptions(), LONG);
    WebSocket raw = socket();
    WebSocket framed = connect("/eventbus/000/s/websocket");
    Rig.get(client.request(HttpMethod.POST, "/eventbus/000/t/xhr_streaming")
        .compose(HttpClientRequest::send));
    Rig.get(ask(HttpMethod.GET, "/health/live", "", ""));
    try (Socket deaf = new Socket("127.0.0.1", port)) {
      deaf.getOutputStream().write(("GET /eventbus/websocket HTTP/1.1\r\nHost: localhost\r\n"
          + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
          + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
          .getBytes(StandardCharsets.US_ASCII));
      assertThat(deaf.getInputStream().read()).isEqualTo('H');
      Rig.get(rig.engine().close());
    }
    await().until(() -> raw.isClosed() && framed.isClosed());
    assertThat(raw.closeStatusCode()).isEqualTo((short) 1001);
  }

  private WebSocket socket() {
    WebSocket socket = connect("/eventbus/websocket");
    socket.binaryMessageHandler(message -> heard.add(message.toJsonObject()));
    return socket;
  }

  private WebSocket connect(String path) {
    return Rig.get(sockets.connect(
        new WebSocketConnectOptions().setHost("localhost").setPort(port).setURI(path)));
  }

  private static String send(String replyAddress, String body) {
    return new JsonObject().put("type", "send").put("address", "recobeat.v1.tracks")
        .put("replyAddress", replyAddress).put("body", new JsonObject(body)).encode();
  }

  private static String ids(int... tracks) {
    JsonArray ids = new JsonArray();
    for (int track : tracks) {
      ids.add(spotify(track));
    }
    return new JsonObject().put("ids", ids).encode();
  }

  private Future<Answer> ask(HttpMethod method, String path, String accept, String body) {
    return client.request(new RequestOptions().setMethod(method).setURI(path))
        .compose(request -> request.putHeader("Accept", accept)
            .putHeader("Content-Type", "application/json").send(Buffer.buffer(body)))
        .compose(response -> response.body().map(bytes -> new Answer(response.statusCode(),
            response.getHeader("Retry-After"), response.getHeader("Content-Type"),
            bytes.toString())));
  }
}
