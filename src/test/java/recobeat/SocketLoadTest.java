package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static recobeat.Tracks.spotify;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import recobeat.message.IdsRequest;

/** What one client of the event bus may ask for, and what becomes of one that does not read. */
@Timeout(60)
class SocketLoadTest {

  private static final int IDS = 400;

  /** Requests whose answers are more than the network keeps on its way. */
  private static final int LATE = 60;

  private static final String TOKEN = "t0ken";

  /** Many times what the network itself keeps on its way, and little to be read. */
  private static final int FLOOD_BYTES = 64 << 20;

  @TempDir
  Path dir;

  private Rig rig;

  /** Vert.x closes the sockets of a client that nobody holds. */
  private WebSocketClient sockets;

  private int port;
  private WebClient http;
  private final Queue<JsonObject> heard = new ConcurrentLinkedQueue<>();

  @AfterEach
  void stop() {
    http.close();
    rig.close();
  }

  private void run(String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("http.port=0");
    all.add("admin.token=" + TOKEN);
    rig = new Rig(dir, all.toArray(String[]::new));
    port = Rig.get(rig.engine().listen());
    http = WebClient.create(rig.vertx);
  }

  /** It used to be read on, and each answer kept until the heap was full. */
  @ParameterizedTest
  @ValueSource(strings = {"/eventbus/websocket", "/eventbus/000/s1/websocket"})
  void client_asksWithoutReading_isNotHeardAndThenClosed(String path) throws IOException {
    run("http.idle=1s");
    List<String> ids = Tracks.spotify(1, IDS + 1);
    Rig.get(rig.engine().tracks(IdsRequest.of(ids)));
    String request = send("r", ids).encode();
    ByteBuffer frame = frame(path.endsWith("s1/websocket")
        ? new JsonArray().add(request).encode() : request);
    try (SocketChannel client = deaf(path)) {
      assertThat(flood(client, frame)).isLessThan(FLOOD_BYTES);
      await().until(() -> isBroken(client));
      await().untilAsserted(() -> assertThat(load()).isEqualTo(
          new JsonObject().put("connections", 1).put("requests", 1)));
    }
  }

  @Test
  void client_pingsWithoutReading_isNotHeardAndThenClosed() throws IOException {
    run("http.idle=1s");
    byte[] ping = {(byte) 0x89, (byte) 0xfd, 0, 0, 0, 0};
    ByteBuffer frames = ByteBuffer.allocate(1000 * (ping.length + 125));
    for (int i = 0; i < 1000; i++) {
      frames.put(ping).put(new byte[125]);
    }
    try (SocketChannel client = deaf("/eventbus/websocket")) {
      assertThat(flood(client, frames.flip())).isLessThan(FLOOD_BYTES);
      await().until(() -> isBroken(client));
    }
  }

  @Test
  void client_readsLate_getsEveryAnswer() {
    run();
    List<String> ids = Tracks.spotify(1, IDS + 1);
    Rig.get(rig.engine().tracks(IdsRequest.of(ids)));
    WebSocket client = connect();
    client.pause();
    for (int i = 0; i < LATE; i++) {
      client.write(send("r" + i, ids).toBuffer());
    }
    awaitHeld();
    client.resume();
    await().until(() -> heard.size() == LATE);
    assertThat(heard).extracting(message -> message.getString("address")).doesNotHaveDuplicates();
    assertThat(heard).allMatch(message -> message.getInteger("outcomes") == IDS);
  }

  @Test
  void requests_tooMany_areRefusedAndCountAsAllOthers() {
    run("http.requestsMax=3");
    rig.service.hold();
    WebSocket client = connect();
    for (int i = 1; i <= 5; i++) {
      client.writeTextMessage(send("r" + i, List.of(spotify(i))).encode());
    }
    await().until(() -> heard.size() == 2);
    assertThat(heard).containsExactly(refusal("r4"), refusal("r5"));
    assertThat(status("/health/live")).isEqualTo(503);
    rig.service.release();
    await().until(() -> heard.size() == 5);
    assertThat(status("/health/live")).isEqualTo(200);
    rig.service.hold();
    client.writeTextMessage(send("r6", List.of(spotify(6))).encode());
    client.writeTextMessage(send("r7", List.of(spotify(7))).put("type", "publish").encode());
    await().until(() -> load().getInteger("requests") == 3);
    Rig.get(client.close());
    await().until(() -> load().getInteger("requests") == 1);
    rig.service.release();
    await().untilAsserted(() -> assertThat(load()).isEqualTo(
        new JsonObject().put("connections", 1).put("requests", 1)));
  }

  private static JsonObject refusal(String replyAddress) {
    return new JsonObject().put("type", "err").put("address", replyAddress)
        .put("failureCode", 503).put("failureType", "RECIPIENT_FAILURE")
        .put("message", "Too many requests are under way");
  }

  private WebSocket connect() {
    // A buffer that grows could take all the answers in.
    sockets = rig.vertx.createWebSocketClient(new WebSocketClientOptions()
        .setMaxMessageSize(1 << 20).setMaxFrameSize(1 << 20).setReceiveBufferSize(1 << 16));
    WebSocket client = Rig.get(sockets.connect(new WebSocketConnectOptions()
        .setHost("localhost").setPort(port).setURI("/eventbus/websocket")));
    client.binaryMessageHandler(message -> heard.add(counted(message.toJsonObject())));
    return client;
  }

  /** Answers are long: of one, how many outcomes it has. */
  private static JsonObject counted(JsonObject message) {
    JsonObject body = (JsonObject) message.remove("body");
    return body == null
        ? message
        : message.put("outcomes", body.getJsonArray("outcomes").size());
  }

  private static JsonObject send(String replyAddress, List<String> ids) {
    return new JsonObject().put("type", "send").put("address", "recobeat.v1.tracks")
        .put("replyAddress", replyAddress)
        .put("body", new JsonObject().put("ids", new JsonArray(ids)));
  }

  private int status(String path) {
    return Rig.get(http.get(port, "localhost", path).send()).statusCode();
  }

  private JsonObject load() {
    return Rig.get(http.get(port, "localhost", "/admin/stats")
        .putHeader("Authorization", "Bearer " + TOKEN).send()).bodyAsJsonObject()
        .getJsonObject("http");
  }

  /** Until requests of a socket wait for being read. */
  private void awaitHeld() {
    await().until(() -> load().getInteger("requests") > 1);
  }

  /** A web socket that nobody reads from. */
  private SocketChannel deaf(String path) throws IOException {
    SocketChannel client = SocketChannel.open();
    client.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
    client.connect(new InetSocketAddress("127.0.0.1", port));
    client.write(ByteBuffer.wrap(handshake(path)));
    client.read(ByteBuffer.allocate(64)); // As much as tells that it is one.
    client.configureBlocking(false);
    return client;
  }

  private byte[] handshake(String path) {
    return ("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nUpgrade: websocket\r\n"
        + "Connection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
        + "Sec-WebSocket-Version: 13\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Of text, masked by nothing. */
  private static ByteBuffer frame(String text) {
    Buffer frame = Buffer.buffer().appendUnsignedByte((short) 0x81).appendUnsignedByte((short) 0xfe)
        .appendUnsignedShort(text.length()).appendInt(0).appendString(text);
    return ByteBuffer.wrap(frame.getBytes());
  }

  /** How many bytes go out until nothing has gone for a while, all have, or it was closed. */
  private static long flood(SocketChannel client, ByteBuffer frame) {
    long sent = 0;
    long lastNanos = System.nanoTime();
    while (sent < FLOOD_BYTES && System.nanoTime() - lastNanos < 500_000_000L) {
      int now;
      try {
        now = client.write(frame);
      } catch (IOException closed) {
        return sent; // A slow machine may send for longer than it may be idle.
      }
      sent += now;
      if (now > 0) {
        lastNanos = System.nanoTime();
      }
      if (!frame.hasRemaining()) {
        frame.rewind();
      }
    }
    return sent;
  }

  private static boolean isBroken(SocketChannel client) {
    try {
      client.write(ByteBuffer.wrap(new byte[1]));
      return false;
    } catch (IOException broken) {
      return true;
    }
  }
}
