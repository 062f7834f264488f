package recobeat.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in front of the service, and what the stand-in says of itself. */
class FrontTest {

  private static final String ORIGIN = "https://playlists.example";

  private static Stand stand;
  private static String uri;

  @BeforeAll
  static void start() {
    stand = new Stand(Stand.calm());
    uri = "/v1/track?ids=" + stand.known("track", 1).get(0);
  }

  @AfterAll
  static void stop() {
    stand.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Python-urllib/3.8", "Python-urllib/3.12"})
  void userAgent_ofPythonUrllib_isForbiddenWithoutJson(String agent) {
    HttpResponse<Buffer> answer = Stand.await(
        stand.request(uri).putHeader("User-Agent", agent).send());

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.getHeader("Content-Type")).startsWith("text/plain");
    assertThat(answer.bodyAsString()).isEqualTo("error code: 1010");
  }

  @ParameterizedTest
  @ValueSource(strings = {"python-requests/2.32", "curl/8.5.0", "RecoBeatEngine/1.0"})
  void userAgent_ofOthers_isWelcome(String agent) {
    assertThat(Stand.await(stand.request(uri).putHeader("User-Agent", agent).send()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void key_ofAnyKind_isIgnored() {
    assertThat(Stand.await(stand.request(uri).bearerTokenAuthentication("x").send()).body())
        .isEqualTo(stand.get(uri).body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/track?ids=x", "/v1/track", "/v1/nothing"})
  void cors_pageOfAnotherOrigin_mayReadAnswersAndErrors(String any) {
    HttpResponse<Buffer> answer =
        Stand.await(stand.request(any).putHeader("Origin", ORIGIN).send());

    assertThat(answer.getHeader("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(answer.getHeader("Access-Control-Expose-Headers")).contains("Retry-After");
  }

  @Test
  void cors_preflight_allowsWhatClientsSend() {
    HttpResponse<Buffer> answer = Stand.await(
        stand.request(uri).method(HttpMethod.OPTIONS).putHeader("Origin", ORIGIN)
            .putHeader("Access-Control-Request-Method", "GET")
            .putHeader("Access-Control-Request-Headers", "authorization").send());

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.getHeader("Access-Control-Allow-Methods")).contains("GET", "POST");
    assertThat(answer.getHeader("Access-Control-Allow-Headers")).contains("Authorization");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "PUT", "DELETE", "POST", "OPTIONS"})
  void method_other_isNoSuchUrl(String method) {
    assertThat(Stand.await(stand.request(uri).method(HttpMethod.valueOf(method)).send())
        .statusCode()).isEqualTo(404);
  }

  @Test
  void answer_headers_promiseNothing() {
    assertThat(stand.get(uri).headers().names())
        .map(name -> name.toLowerCase(Locale.ROOT))
        .containsExactlyInAnyOrder("content-type", "content-length");
  }

  @Test
  void about_page_saysThatItIsNotTheService() {
    HttpResponse<Buffer> page = stand.get("/");

    assertThat(page.getHeader("Content-Type")).startsWith("text/plain");
    assertThat(page.bodyAsString()).contains("not the real service", "invented",
        "/v1/sim/counters", "coverage 0.8, seed 1");
    assertThat(page.bodyAsString().lines().filter(line -> line.startsWith("- ")))
        .hasSameSizeAs(AboutPage.ASSUMED);
  }

  /** One word for each thing that is not known of the real service. */
  @ParameterizedTest
  @ValueSource(strings = {"rate and burst", "all callers", "text of a 429", "X-RateLimit",
      "cache headers", "ETag", "given twice", "Unknown seeds", "equal recommendations",
      "list size below 1", "past the end", "above 1000", "Album and artist look-ups take 40",
      "ISRC is no seed", "HEAD", "OPTIONS", "slash at the end", "Upper-case UUIDs"})
  void about_page_namesWhatIsAssumed(String words) {
    assertThat(stand.get("/").bodyAsString()).contains(words);
  }
}
