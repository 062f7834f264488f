package recobeat;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import recobeat.time.ManualAge;

/** A whole engine, and its administration over real HTTP. */
abstract class AdminHttp {

  static final String TOKEN = "s3cret-s3cret";

  @TempDir
  Path dir;

  final ManualAge time = new ManualAge();
  Rig rig;
  private final HttpClient http = HttpClient.newHttpClient();
  private String base;

  /** Starts the engine and its bridge; what ran before is to be closed. */
  void run(String... settings) {
    String[] all = Arrays.copyOf(settings, settings.length + 1);
    all[settings.length] = "http.port=0";
    rig = new Rig(time, dir, all);
    listen();
  }

  void listen() {
    base = "http://localhost:" + Rig.get(rig.engine().listen());
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  JsonObject get(String path) throws Exception {
    return json(send("GET", path, "", "Bearer " + TOKEN));
  }

  /** Flushes, or counts; single quotes stand for double ones. */
  JsonObject flush(String tier, String more) throws Exception {
    return json(flushing(tier, more));
  }

  HttpResponse<String> flushing(String tier, String more) throws Exception {
    String body = "{'tier':'" + tier + "'" + (more.isEmpty() ? "" : "," + more) + "}";
    return send("POST", "/admin/flush", body.replace('\'', '"'), "Bearer " + TOKEN);
  }

  static JsonObject removed(int near, int redis) {
    return new JsonObject().put("near", near).put("redis", redis);
  }

  static JsonObject json(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    return new JsonObject(response.body());
  }

  HttpResponse<String> send(String method, String path, String body, String authorization)
      throws Exception {
    return send(method, path, "application/json", body, authorization);
  }

  HttpResponse<String> send(String method, String path, String type, String body,
      String authorization) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
        .header("Content-Type", type)
        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
