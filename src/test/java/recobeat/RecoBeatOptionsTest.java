package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import recobeat.ask.AskOptions;
import recobeat.cache.RedisOptions;
import recobeat.options.BadOption;
import recobeat.options.Options;

/** What would make an engine useless, or fail once it runs, is refused where it is set. */
class RecoBeatOptionsTest {

  private static final RecoBeatOptions DEFAULTS = RecoBeatOptions.defaults();

  @TempDir
  Path dir;

  @ParameterizedTest
  @ValueSource(strings = {
    "http://", "http://:80", "http://127.0.0.1:99999", "http://127.0.0.1:0", "http://host:x",
    "http:// x", "http://host/a b", "http://host?a=b", "http://host#a", "host:80", "ftp://host",
    "http://[host]", "http://user:password@host"})
  void baseUrl_ofNoUse_isRefused(String url) {
    assertRefused("upstream.baseUrl", url);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "http://127.0.0.1:8089", "https://host", "https://host/", "http://a_container:1/some/path/",
    "http://[::1]:8089"})
  void baseUrl_ofSomeUse_isTaken(String url) {
    assertThat(DEFAULTS.with("upstream.baseUrl", url).upstream().baseUrl()).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://me:s3cret@host", "http://me:s3/cret@host"})
  void baseUrl_withPassword_isNotRepeated(String url) {
    assertThatThrownBy(() -> DEFAULTS.with("upstream.baseUrl", url))
        .hasMessageContaining("***@host").hasMessageNotContaining("s3");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "redis://", "redis:///0", "redis://h:x", "redis://h:0", "redis://h:99999", "redis://h/abc",
    "redis://h/0/1", "redis://h/99999999999", "redis://h?db=x", "redis://a_name", "redis:h",
    "redis://:s3cret#@h", "redis://s3cret@h", "redis://:s3 cret@h", "REDIS://h", "unix:///redis",
    ""})
  void redisUri_ofNoUse_isRefusedAndNotRepeated(String uri) {
    assertThatThrownBy(() -> DEFAULTS.with("redis.uri", uri))
        .isInstanceOf(BadOption.class)
        .hasMessageStartingWith("bad value: redis.uri = '***'; uri must be embedded, or like")
        .hasMessageNotContaining("s3");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "redis://user:s3cret@h:6379/1", "redis://:s3cret@h", "redis://h?db=3&password=s3cret",
    "redis://h?password=s3cret&db=3"})
  void secrets_inOptions_areNotPrinted(String uri) {
    assertThat(DEFAULTS.with("redis.uri", uri).with("admin.token", "s3cret".repeat(5)).toString())
        .contains("redis://", "***").doesNotContain("s3cret");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "embedded", "redis://h", "redis://h/", "redis://h:6379/15", "rediss://user:s%23@h:1/0",
    "redis://:only@127.0.0.1:6379", "redis://h?db=3&password=x"})
  void redisUri_ofSomeUse_isTaken(String uri) {
    assertThat(DEFAULTS.with("redis.uri", uri).redis().uri()).isEqualTo(uri);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "a\tb", "a\u0000b", "a\r\nX: y", "\u00e4"})
  void userAgent_noHeaderValue_isRefused(String text) {
    assertRefused("upstream.userAgent", text);
  }

  @Test
  void durations_beyondBounds_areRefused() {
    List<String> keys = Options.flatten(DEFAULTS).entrySet().stream()
        .filter(option -> option.getValue().matches("\\d+(ms|s|m|h|d)"))
        .map(Map.Entry::getKey).toList();
    assertThat(keys).contains("ask.waitDefault", "life.lists.absentMax").hasSizeGreaterThan(30);
    for (String key : keys) {
      assertRefused(key, "PT-1S");
      assertRefused(key, "36501d");
      assertRefused(key, "PT2562047788015215H"); // In milliseconds it is too much for a long.
      if (!key.startsWith("life.") && !key.equals("workflow.idle")
          && !key.equals("missing.keep")) {
        assertRefused(key, "2147483648ms");
      }
    }
  }

  @Test
  void durations_atBounds_areTaken() {
    assertThat(DEFAULTS.with("upstream.timeout", "2147483647ms").upstream().timeout().toMillis())
        .isEqualTo(Integer.MAX_VALUE);
    assertThat(DEFAULTS.with("life.ids.found", "36500d").life().ids().found())
        .isEqualTo(Duration.ofDays(36_500));
    assertThat(DEFAULTS.with("batch.window", "0s").batch().window()).isZero();
    assertRefused("upstream.timeout", "0s");
  }

  @Test
  void redisDir_noFolder_isRefused() throws Exception {
    assertRefused("redis.dir", "");
    assertRefused("redis.dir", " ");
    assertRefused("redis.dir", "a\u0000b");
    assertRefused("redis.dir", Files.createFile(dir.resolve("file")).toString());
    assertThat(DEFAULTS.with("redis.dir", dir.resolve("new").toString()).redis().dir())
        .endsWith("new");
  }

  @Test
  void files_missing_areRefused() throws Exception {
    String there = Files.createFile(dir.resolve("some.pem")).toString();
    assertThat(DEFAULTS.with("redis.caFile", there).redis().caFile()).isEqualTo(there);
    assertRefused("redis.caFile", dir.resolve("none.pem").toString());
    assertRefused("redis.caFile", dir.toString());
    assertRefused("redis.caFile", "a\u0000b");
    for (String key : List.of("http.certFile", "http.keyFile")) {
      Map<String, String> pair = new HashMap<>(
          Map.of("http.certFile", there, "http.keyFile", there));
      assertThat(Options.with(DEFAULTS, pair).http().certFile()).isEqualTo(there);
      pair.put(key, dir.resolve("none.pem").toString());
      assertThatThrownBy(() -> Options.with(DEFAULTS, pair)).isInstanceOf(BadOption.class)
          .hasMessageEndingWith(
              key.substring("http.".length()) + " must be a file that exists and can be read");
    }
  }

  @Test
  void others_ofNoUse_areRefused() {
    assertRefused("http.host", " ");
    assertRefused("gate.ratePerSecond", "0.0000001");
    assertRefused("upstream.fetchers", "2147483647");
  }

  @Test
  void records_inCode_refuseTheSame() {
    assertThatThrownBy(() -> new AskOptions(Duration.ofSeconds(Long.MAX_VALUE), 1))
        .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("waitDefault must");
    assertThatThrownBy(() -> new RedisOptions(
            "redis://:s3cret@", "", "dir", 64 << 20, Duration.ofSeconds(1), 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("uri must").hasMessageNotContaining("s3cret");
  }

  private static void assertRefused(String key, String value) {
    assertThatThrownBy(() -> DEFAULTS.with(key, value)).as("%s=%s", key, value)
        .isInstanceOf(BadOption.class)
        .hasMessageContaining(key)
        .message().doesNotContainPattern("[\\n\\r]");
  }
}
