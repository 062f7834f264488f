package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static recobeat.Tracks.spotify;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a browser lets a page of any origin read: all of the drop-in API, nothing else. */
@Timeout(60)
class BrowserTest {

  private static final int REQUESTS_MAX = 2;

  @TempDir
  static Path dir;

  private static Rig rig;
  private static WebClient client;

  @BeforeAll
  static void start() {
    rig = new Rig(dir, "http.port=0", "http.requestsMax=" + REQUESTS_MAX);
    client = WebClient.create(rig.vertx, new WebClientOptions()
        .setDefaultHost("localhost").setDefaultPort(Rig.get(rig.engine().listen())));
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @ParameterizedTest
  @CsvSource({"GET,/v1/track?ids=x,200", "GET,/v1/track,400", "GET,/v1/artist/x,404",
    "GET,/v1/nowhere,404", "GET,/v1/track?ids=%zz,400", "PUT,/v1/track,404",
    "POST,/v1/analysis/audio-features,415", "OPTIONS,/v1/nowhere,204"})
  void dropIn_anyOrigin_isReadable(String method, String path, int status) {
    HttpResponse<Buffer> answer = Rig.get(ask("https://app.example", method, path));
    assertThat(answer.statusCode()).isEqualTo(status);
    assertReadable(answer);
  }

  @ParameterizedTest
  @CsvSource({"https://app.example,GET,/api/v1/workflows/w,403",
    "https://app.example,OPTIONS,/api/v1/tracks,403", "null,GET,/openapi.json,403",
    "https://app.example,GET,/eventbus/info,403", "http://localhost:3000,GET,/openapi.json,403",
    "http://127.0.0.1:3000,GET,/eventbus/info,403",
    "http://localhost:3000,OPTIONS,/api/v1/tracks,403"})
  void allElse_anyOrigin_isNotReadable(String origin, String method, String path, int status) {
    HttpResponse<Buffer> answer = Rig.get(ask(origin, method, path));
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().names())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
  }

  @Test
  void bridge_full_saysSoInTheFormOfEachApi() {
    rig.service.calls.clear();
    rig.service.hold();
    for (int i = 1; i <= REQUESTS_MAX; i++) {
      ask("https://app.example", "GET", "/v1/track?ids=" + spotify(i));
    }
    await().until(() -> rig.service.idsAsked().size() == REQUESTS_MAX);
    HttpResponse<Buffer> dropIn = Rig.get(ask("https://app.example", "GET", "/v1/track?ids=x"));
    HttpResponse<Buffer> other = Rig.get(client.get("/openapi.json").send());
    rig.service.release();
    assertThat(dropIn.statusCode()).isEqualTo(503);
    assertThat(dropIn.getHeader("Retry-After")).isNotNull();
    assertReadable(dropIn);
    JsonObject error = dropIn.bodyAsJsonObject();
    assertThat(error.getInteger("status")).isEqualTo(5001);
    assertThat(error.getString("path")).isEqualTo("uri=/v1/track");
    assertThat(other.statusCode()).isEqualTo(503);
    assertThat(other.getHeader("Retry-After")).isNotNull();
    assertThat(other.getHeader("Content-Type")).isEqualTo("application/problem+json");
    assertThat(other.bodyAsJsonObject().getInteger("status")).isEqualTo(503);
  }

  private static void assertReadable(HttpResponse<Buffer> answer) {
    assertThat(answer.getHeader("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(answer.getHeader("Access-Control-Expose-Headers"))
        .contains("Retry-After", "X-Cache");
    assertThat(answer.getHeader("Access-Control-Allow-Credentials")).isNull();
  }

  private static Future<HttpResponse<Buffer>> ask(String origin, String method, String path) {
    return client.request(HttpMethod.valueOf(method), path)
        .putHeader("Origin", origin)
        .putHeader("Access-Control-Request-Method", "POST").send();
  }
}
