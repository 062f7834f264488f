package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static recobeat.Tracks.spotify;

import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SelfSignedCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The bridge as curl finds it: plain and compressed, over HTTP/1.1 and HTTP/2, with TLS. */
@Timeout(60)
class CurlTest {

  private static final List<String> SOME = Tracks.spotify(601, 610);

  @TempDir
  static Path dir;

  private static String version;
  private static Rig rig;
  private static String base;

  @BeforeAll
  static void start() throws InterruptedException {
    version = version();
    rig = new Rig(dir.resolve("redis"), "http.port=0");
    base = "http://localhost:" + Rig.get(rig.engine().listen());
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @BeforeEach
  void needCurl() {
    assumeTrue(!version.isEmpty(), "there is no curl on this machine");
  }

  @Test
  void ids_inEveryForm_areAnsweredAlike() throws Exception {
    String plain = body("/v1/track?ids=" + String.join(",", SOME));
    assertThat(new JsonObject(plain).getJsonArray("content")).hasSize(SOME.size());
    assertThat(body("/v1/track?ids=" + String.join("%2C", SOME))).isEqualTo(plain);
    assertThat(body("/v1/track?ids=" + String.join("&ids=", SOME))).isEqualTo(plain);
    assertThat(curl("--get", "--data-urlencode", "ids=" + String.join(",", SOME),
        base + "/v1/track")).isEqualTo(plain);
  }

  @Test
  void body_compressed_isTheSame() throws Exception {
    String path = "/v1/track?ids=" + String.join(",", SOME);
    String plain = body(path);
    assertThat(curl("--compressed", base + path)).isEqualTo(plain);
    String head = curl("--compressed", "--dump-header", "-", "--output", "compressed",
        "--write-out", "%{size_download}", base + path);
    assertThat(head).containsIgnoringCase("\ncontent-encoding: gzip\n");
    assertThat(Integer.parseInt(head.substring(head.lastIndexOf('\n') + 1)))
        .isLessThan(plain.length() / 2);
  }

  @Test
  void head_hasTheLengthOfTheBody() throws Exception {
    String path = "/v1/artist?ids=" + Tracks.artistSpotify(611);
    String plain = body(path);
    String head = curl("--head", base + path);
    assertThat(head).startsWith("HTTP/1.1 200 OK")
        .containsIgnoringCase("\ncontent-length: " + plain.length());
  }

  @Test
  void ids_oneTooMany_areRefusedInTheServicesWords() throws Exception {
    String many = String.join(",", Tracks.spotify(1, 42));
    assertThat(curl("--write-out", " %{http_code}", base + "/v1/track?ids=" + many)).isEqualTo(
        "{\"status\":4004,\"errors\":[{\"path\":\"getTracks.ids\","
            + "\"message\":\"size must be between 1 and 40\"}]} 400");
  }

  @Test
  void native_postedTwice_isAnsweredFromMemoryThen() throws Exception {
    String[] post = {"--header", "Content-Type: application/json",
      "--data", "{\"ids\":[\"" + spotify(613) + "\"]}", base + "/api/v1/tracks"};
    assertThat(curl(Stream.of(post, new String[] {"--next", "--silent"}, post)
        .flatMap(Stream::of).toArray(String[]::new)))
        .contains("\"status\":\"found\"", "\"calls\":1}{", "\"source\":\"near\"");
  }

  @Test
  void http2_withoutTls_isAnsweredByHttp1() throws Exception {
    assumeTrue(version.contains("HTTP2"), "this curl does not speak HTTP/2");
    String path = "/v1/audio-features?ids=" + spotify(612);
    assertThat(curl("--http2", "--write-out", " %{http_version}", base + path))
        .isEqualTo(body(path) + " 1.1");
    assertThat(curl("--http2", "--write-out", "%{http_version}",
        base + "/api/v1/workflows/w")).endsWith("}1.1");
  }

  @Test
  void tls_configured_isHttp2() throws Exception {
    assumeTrue(version.contains("HTTP2"), "this curl does not speak HTTP/2");
    SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
    try (Rig secure = new Rig(dir.resolve("secure"), "http.port=0",
        "http.certFile=" + certificate.certificatePath(),
        "http.keyFile=" + certificate.privateKeyPath())) {
      String url = "https://localhost:" + Rig.get(secure.engine().listen())
          + "/v1/track?ids=" + spotify(1);
      String[] trusting = {"--cacert", certificate.certificatePath(),
        "--write-out", " %{http_version}", url};
      assertThat(curl(trusting)).endsWith("]} 2");
      assertThat(curl(Stream.concat(Stream.of("--http1.1"), Stream.of(trusting))
          .toArray(String[]::new))).endsWith("]} 1.1");
    } finally {
      certificate.delete();
    }
  }

  private static String version() throws InterruptedException {
    try {
      return String.join("\n", Command.run(dir, List.of("curl", "--version")).out());
    } catch (IOException missing) {
      return "";
    }
  }

  private static String body(String path) throws Exception {
    return curl(base + path);
  }

  private static String curl(String... arguments) throws Exception {
    Command curl = Command.run(dir, Stream.concat(
        Stream.of("curl", "--silent", "--show-error", "--max-time", "20"),
        Stream.of(arguments)).toList());
    assertThat(curl.err()).isEmpty();
    assertThat(curl.status()).isZero();
    return curl.out().stream().collect(Collectors.joining("\n"));
  }
}
