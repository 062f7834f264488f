package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static recobeat.Tracks.isrc;
import static recobeat.Tracks.spotify;
import static recobeat.Tracks.uuid;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rows that are made up in the service's own format: only if configured, and always marked. */
@Timeout(60)
class DropInGuessesTest {

  @TempDir
  Path dir;

  private Rig rig;

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void features_absent_areGuessedAndMarkedAndNeverRemembered() throws Exception {
    int port = start("http.dropInGuesses=true");
    String path = "/v1/audio-features?ids=" + spotify(1) + ',' + spotify(10) + ',' + uuid(20) + ','
        + isrc(30) + ",nonsense";
    // What is asked again and again would be remembered whole.
    for (int i = 0; i < 4; i++) {
      HttpResponse<String> answer = get(port, path);
      assertThat(header(answer, "X-RecoBeat-Guessed"))
          .isEqualTo(spotify(10) + ',' + uuid(20) + ',' + isrc(30));
      assertThat(header(answer, "X-Cache")).isEqualTo("PARTIAL");
      JsonArray rows = new JsonObject(answer.body()).getJsonArray("content");
      assertThat(rows).hasSize(4);
      assertThat(rows.getJsonObject(0)).isEqualTo(new JsonObject(Tracks.features(1)));
      assertThat(rows.getJsonObject(1).getString("href"))
          .isEqualTo("https://open.spotify.com/track/" + spotify(10));
      assertThat(rows.getJsonObject(1).getString("id")).isNull();
      assertThat(rows.getJsonObject(2).getString("id")).isEqualTo(uuid(20));
      assertThat(rows.getJsonObject(3).getString("isrc")).isEqualTo(isrc(30));
      assertThat(rows.getJsonObject(3).getDouble("energy")).isBetween(0.3, 0.9);
    }
    assertThat(rig.service.calls).hasSize(1);
  }

  @Test
  void features_failed_areGuessedInsteadOfRefused_andFactsComeLater() throws Exception {
    int port = start("http.dropInGuesses=true");
    rig.service.next(500, "no");
    String path = "/v1/audio-features?ids=" + spotify(1);
    assertThat(header(get(port, path), "X-RecoBeat-Guessed")).isEqualTo(spotify(1));
    HttpResponse<String> fact = get(port, path);
    assertThat(fact.headers().firstValue("X-RecoBeat-Guessed")).isEmpty();
    assertThat(fact.body()).isEqualTo("{\"content\":[" + Tracks.features(1) + "]}");
  }

  @Test
  void features_byDefault_areNeverMadeUp() throws Exception {
    int port = start();
    HttpResponse<String> answer = get(port, "/v1/audio-features?ids=" + spotify(10));
    assertThat(answer.body()).isEqualTo("{\"content\":[]}");
    assertThat(answer.headers().firstValue("X-RecoBeat-Guessed")).isEmpty();
  }

  private int start(String... settings) {
    String[] all = new String[settings.length + 2];
    System.arraycopy(settings, 0, all, 0, settings.length);
    all[settings.length] = "http.port=0";
    all[settings.length + 1] = "retry.attemptsMax=1";
    rig = new Rig(dir, all);
    return Rig.get(rig.engine().listen());
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("none");
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    return HttpClient.newHttpClient().send(HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + port + path)).build(), BodyHandlers.ofString());
  }
}
