package recobeat.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.multipart.MultipartForm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The analysis of an uploaded file. */
class UploadTest {

  private static final String PATH = "/v1/analysis/audio-features";
  private static final int MEGABYTES_5 = 5 * 1024 * 1024;

  private static Stand stand;

  @BeforeAll
  static void start() {
    stand = new Stand(Stand.calm());
  }

  @AfterAll
  static void stop() {
    stand.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.mp3", "a.ogg", "a.aiff", "a.aifc", "a.wav", "a.aac", "a.m4a", "A.MP4"})
  void upload_audio_isAnsweredByNineNumbers(String name) {
    HttpResponse<Buffer> answer = upload("audioFile", name, Buffer.buffer("sound"));

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonObject body = answer.bodyAsJsonObject();
    assertThat(body.fieldNames()).containsExactly("acousticness", "danceability", "energy",
        "instrumentalness", "liveness", "loudness", "speechiness", "tempo", "valence");
    assertThat(body.getMap().values()).allMatch(Number.class::isInstance);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.txt", "a.flac", "a", "mp3.zip"})
  void upload_otherType_isRefused(String name) {
    assertRefused(upload("audioFile", name, Buffer.buffer("sound")), 4002,
        "Unsupported file type");
  }

  @Test
  void upload_5Megabytes_isTheMost() {
    Buffer most = Buffer.buffer(new byte[MEGABYTES_5]);
    assertThat(upload("audioFile", "a.mp3", most).statusCode()).isEqualTo(200);

    assertRefused(upload("audioFile", "a.mp3", most.appendByte((byte) 0)), 4002, "size");
  }

  @Test
  void upload_noForm_isRefusedRatherThanLeftWaiting() {
    assertRefused(Stand.await(stand.post(PATH)
        .putHeader("Content-Type", "multipart/form-data; boundary=x")
        .timeout(5_000)
        .sendBuffer(Buffer.buffer("[".repeat(2_000)))), 4002, "multipart");
  }

  @Test
  void upload_otherPart_isAMissingOne() {
    Buffer large = Buffer.buffer(new byte[1024 * 1024]);
    assertRefused(upload("file", "a.mp3", large), 4001, "audioFile");
  }

  @Test
  void upload_withoutMultipart_isAnUnsupportedMediaType() {
    assertThat(Stand.await(stand.post(PATH).send()).statusCode()).isEqualTo(415);
    for (int i = 0; i < 20; i++) {
      assertThat(Stand.await(stand.post(PATH).sendJson(new JsonObject().put("audioFile", "x")))
          .statusCode()).isEqualTo(415);
    }
  }

  private static HttpResponse<Buffer> upload(String part, String name, Buffer bytes) {
    return Stand.await(stand.post(PATH).sendMultipartForm(
        MultipartForm.create().binaryFileUpload(part, name, bytes, "application/octet-stream")));
  }

  private static void assertRefused(HttpResponse<Buffer> answer, int code, String text) {
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Stand.code(answer)).isEqualTo(code);
    assertThat(answer.bodyAsJsonObject().getString("error")).contains(text);
    assertThat(answer.bodyAsJsonObject().getString("path")).isEqualTo("uri=" + PATH);
  }
}
