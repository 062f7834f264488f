package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static recobeat.Tracks.spotify;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The event bus for clients that have no web sockets. */
@Timeout(60)
class TransportsTest {

  @TempDir
  static Path dir;

  private static Rig rig;
  private static WebClient client;

  @BeforeAll
  static void start() {
    rig = new Rig(dir, "http.port=0", "http.bodyBytesMax=1000");
    client = WebClient.create(rig.vertx, new WebClientOptions().setKeepAlive(false)
        .setDefaultHost("localhost").setDefaultPort(Rig.get(rig.engine().listen())));
  }

  @AfterAll
  static void stop() {
    client.close();
    rig.close();
  }

  @Test
  void xhr_openSendPoll_getsTheAnswer() {
    assertThat(post("/eventbus/000/s1/xhr", "").bodyAsString()).isEqualTo("o\n");
    JsonObject ask = new JsonObject().put("type", "send").put("address", "recobeat.v1.tracks")
        .put("replyAddress", "r")
        .put("body", new JsonObject().put("ids", new JsonArray().add(spotify(1))));
    String messages = new JsonArray().add("{\"type\":\"ping\"}").add(ask.encode()).encode();
    assertThat(post("/eventbus/000/s1/xhr_send", messages).statusCode()).isEqualTo(204);
    String frame = post("/eventbus/000/s1/xhr", "").bodyAsString();
    assertThat(frame).startsWith("a[");
    JsonObject answer = new JsonObject(new JsonArray(frame.substring(1)).getString(0));
    assertThat(answer.getString("type")).isEqualTo("rec");
    assertThat(answer.getString("address")).isEqualTo("r");
    assertThat(answer.getJsonObject("body").getJsonArray("outcomes").getJsonObject(0)
        .getString("status")).isEqualTo("found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[", "7", "{}", "[null]", "[\"{}\",7]"})
  void xhr_sendsNoMessages_isRefused(String body) {
    String session = "/eventbus/000/b" + body.hashCode();
    post(session + "/xhr", "");
    assertThat(post(session + "/xhr_send", body).statusCode()).isEqualTo(400);
  }

  @Test
  void xhr_sendsTooMuch_isRefused() {
    post("/eventbus/000/s3/xhr", "");
    assertThat(post("/eventbus/000/s3/xhr_send", "[\"" + "x".repeat(1000) + "\"]").statusCode())
        .isEqualTo(413);
  }

  @ParameterizedTest
  @CsvSource({"GET,jsonp?c=x", "GET,jsonp", "POST,jsonp_send", "GET,htmlfile?c=x",
    "GET,htmlfile"})
  void scripts_areNotServed(String method, String path) {
    assertThat(Rig.get(client.request(HttpMethod.valueOf(method), "/eventbus/000/s4/" + path)
        .send()).statusCode()).isEqualTo(404);
  }

  private static HttpResponse<Buffer> post(String path, String body) {
    return Rig.get(client.post(path).sendBuffer(Buffer.buffer(body)));
  }
}
