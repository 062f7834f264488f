package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import recobeat.demo.Demo;
import recobeat.demo.DemoOptions;

/** The page for operators in a browser, in front of a running demo; its pictures are kept. */
@Tag("browser")
@Timeout(180)
class DashboardBrowserTest {

  private static final Path PICTURES = Path.of("target/dashboard");
  private static final int WIDE = 1280;
  private static final int PHONE = 390;
  private static final Pattern PAGE = Pattern.compile("(http://\\S+:\\d+)/\\s");
  private static final Pattern ID = Pattern.compile("audio-features\\?ids=(\\w{22})");

  @TempDir
  static Path dir;

  private static final StringWriter OUT = new StringWriter();
  private static Vertx vertx;
  private static Demo demo;
  private static Proxy proxy;
  private static Chromium browser;
  private static String page;

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    demo = new Demo(vertx, new DemoOptions(1000, 1, false, null),
        RecoBeatOptions.defaults().with("http.port", "0"), new PrintWriter(OUT, true), false);
    demo.run().toCompletionStage().toCompletableFuture().get();
    proxy = new Proxy(vertx, URI.create(found(PAGE)).getPort());
    browser = new Chromium(vertx, dir.resolve("browser"));
    page = "http://127.0.0.1:" + proxy.port() + "/";
    browser.open(page);
  }

  private static String found(Pattern pattern) {
    return pattern.matcher(OUT.toString()).results().map((MatchResult match) -> match.group(1))
        .findFirst().orElseThrow();
  }

  @AfterAll
  static void stop() throws Exception {
    browser.close();
    demo.close().toCompletionStage().toCompletableFuture().get();
    Rig.get(vertx.close());
  }

  @Test
  void page_demoAtWork_livesThroughALostConnectionAndAnswers() throws Exception {
    await().atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(browser.text("#connection")).isEqualTo("live"));
    String asked = browser.text("#calls .note");
    assertThat(asked).contains(" asked");
    await().atMost(Duration.ofSeconds(30))
        .until(() -> !browser.text("#calls .note").equals(asked));
    assertThat(browser.text("#workflows tbody")).contains("cold", "warm", "playlist-");
    await().until(() -> (int) browser.evaluate(
        "document.querySelectorAll('.uplot canvas').length") == 5);
    browser.picture(PICTURES.resolve("wide.png"), WIDE, false);
    assertThat(background("body")).isEqualTo("rgb(246, 247, 246)");
    assertThat(background(".tile")).isEqualTo("rgb(255, 255, 255)");
    browser.picture(PICTURES.resolve("dark.png"), WIDE, true);
    assertThat(background("body")).as("in the dark").isEqualTo("rgb(16, 21, 19)");
    assertThat(background(".tile")).as("in the dark").isEqualTo("rgb(26, 33, 30)");
    browser.picture(PICTURES.resolve("phone.png"), PHONE, true);
    assertThat((int) browser.evaluate("document.documentElement.scrollWidth"))
        .as("no sideways scrolling on a phone").isLessThanOrEqualTo(PHONE);
    renew();
    tryIt();
    explain();
    attack();
    loseTheConnection();
  }

  private Object background(String selector) {
    return browser.evaluate(
        "getComputedStyle(document.querySelector('" + selector + "')).backgroundColor");
  }

  /** What is renewed stays in its place, for who reads or marks it, and is told to who hears it. */
  private void renew() {
    browser.evaluate("row = document.querySelector('#workflows tbody tr')");
    browser.evaluate("names = [...document.querySelectorAll('#figures h3')]"
        + ".map(title => title.firstChild)");
    String asked = browser.text("#calls .note");
    String told = curve(3);
    assertThat(told).matches(
        "Calls made a minute, and the gate: calls a minute [\\d.]+, may leave a second [\\d.]+");
    assertThat(curve(0)).matches(
        "Hit rate: audio features \\d+ %, ids (\\d+ %|-), all kinds \\d+ %");
    await().atMost(Duration.ofSeconds(60)).until(() ->
        !browser.text("#calls .note").equals(asked) && !curve(3).equals(told));
    assertThat(browser.evaluate("row.isConnected")).isEqualTo(true);
    assertThat(browser.evaluate("names.every(name => name.isConnected)")).isEqualTo(true);
    assertThat((int) browser.evaluate(
        "document.querySelectorAll('figure[role=img][aria-label]').length")).isEqualTo(5);
  }

  private String curve(int index) {
    return (String) browser.evaluate(
        "document.querySelectorAll('figure')[" + index + "].getAttribute('aria-label')");
  }

  private void explain() throws Exception {
    // Past the region that may scroll.
    browser.press("Tab", 9, "");
    browser.press("Tab", 9, "");
    assertThat(browser.evaluate("document.activeElement.getAttribute('aria-label')"))
        .isEqualTo("Explain " + found(ID));
    browser.press("Enter", 13, "\r");
    await().until(() -> browser.text("#explained-title").endsWith(found(ID)));
    assertThat(browser.text("#explained-lines")).contains("Also known as", "audio-features of",
        "kept in memory", "kept in Redis", "asked for again in");
    assertThat(browser.evaluate("document.activeElement.id")).isEqualTo("explained");
    browser.evaluate("document.querySelectorAll('.why')[1].click()");
    await().until(() -> browser.text("#explained-lines").contains("known to be missing"));
    browser.picture(PICTURES.resolve("explained.png"), PHONE, false);
    assertThat((int) browser.evaluate("document.documentElement.scrollWidth"))
        .as("no sideways scrolling on a phone").isLessThanOrEqualTo(PHONE);
  }

  /** Names that callers choose, wherever the page shows them. */
  private void attack() throws Exception {
    letScriptsIn();
    String markup = "<img src=x onerror=document.title=1>";
    String id = "00000000000000000000" + "xs";
    // Often, so that it comes to the top.
    for (int i = 0; i < 2 * 20; i++) {
      String path = i % 2 == 0 ? "audio-features" : "artists";
      browser.evaluate("fetch('/api/v1/" + path + "', {method: 'POST', headers:"
          + " {'Content-Type': 'application/json'}, body: JSON.stringify({ids: ['" + id + "'],"
          + " accept: 'default', workflow: '" + markup + "', hints:"
          + " {artist: '" + markup + "', title: '" + markup + "'}})})");
    }
    await().until(() -> browser.text("#workflows tbody").contains(markup));
    browser.evaluate("document.getElementById('ids').value = '" + markup + "'");
    browser.evaluate("document.querySelector('#try button').click()");
    await().until(() -> browser.text("#answers tbody").contains("onerror=document.title=1>"));
    assertThat(browser.text("#answers tbody")).contains("malformed").doesNotContain("why?");
    // Else the list is made anew only now and then.
    browser.open(page);
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
      assertThat(browser.text("#missing-tracks")).contains(markup + ": " + markup);
      assertThat(browser.text("#missing-artists")).contains(markup);
      assertThat(browser.text("#absent-artists")).contains(id);
    });
    browser.picture(PICTURES.resolve("attacked.png"), PHONE, false);
    assertThat(browser.evaluate("document.title")).isEqualTo("RecoBeat engine");
    assertThat((int) browser.evaluate("document.images.length")).isZero();
    assertThat((int) browser.evaluate("document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(PHONE);
    assertThat(browser.errors()).as("errors of the page").isEmpty();
  }

  /** Without its policy the page is safe only by what it does with texts. */
  private void letScriptsIn() {
    browser.send("Page.setBypassCSP", new JsonObject().put("enabled", true));
    browser.open(page);
    await().atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(browser.text("#connection")).isEqualTo("live"));
    browser.evaluate("document.body.insertAdjacentHTML('beforeend',"
        + " '<img src=data:, onerror=document.title=2>')");
    await().untilAsserted(() -> assertThat(browser.evaluate("document.title")).isEqualTo("2"));
    assertThat((int) browser.evaluate("document.images.length")).isEqualTo(1);
  }

  private void tryIt() throws Exception {
    browser.evaluate("document.getElementById('ids').focus()");
    browser.type("https://open.spotify.com/track/" + found(ID) + "?si=x\n00000000000000000000no");
    browser.press("Tab", 9, "");
    assertThat(browser.evaluate("document.activeElement.type")).isEqualTo("checkbox");
    browser.press("Tab", 9, "");
    assertThat(browser.evaluate("document.activeElement.type")).isEqualTo("submit");
    // Again and again, as the service has its bad day.
    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
      browser.press("Enter", 13, "\r");
      await().atMost(Duration.ofSeconds(30))
          .until(() -> browser.text("#try-told").startsWith("2 answered"));
      assertThat(browser.text("#answers tbody tr:nth-child(1)"))
          .contains(found(ID), "found", "energy");
      assertThat(browser.text("#answers tbody tr:nth-child(2)")).contains("absent");
    });
    assertThat(browser.evaluate("document.activeElement.type")).isEqualTo("submit");
    browser.evaluate("document.getElementById('guess').click()");
    browser.press("Enter", 13, "\r");
    await().atMost(Duration.ofSeconds(30)).until(() ->
        browser.text("#answers tbody tr:nth-child(2)").contains("guessed"));
    assertThat(browser.text("#answers tbody tr:nth-child(2)"))
        .contains("default", "all tracks", "energy");
    assertThat(browser.text("#answers tbody tr:nth-child(1)")).contains("found");
    browser.picture(PICTURES.resolve("tried.png"), WIDE, false);
    assertThat(browser.errors()).as("errors of the page").isEmpty();
  }

  private void loseTheConnection() throws Exception {
    proxy.cut();
    await().until(() -> browser.text("#lost").contains("connection to the engine is lost"));
    assertThat(browser.evaluate("document.getElementById('lost').hidden")).isEqualTo(false);
    browser.picture(PICTURES.resolve("lost.png"), WIDE, false);
    String asked = browser.text("#calls .note");
    proxy.mend();
    await().atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(browser.text("#connection")).isEqualTo("live"));
    await().until(() -> !browser.text("#calls .note").equals(asked));
    assertThat(browser.evaluate("document.getElementById('lost').hidden")).isEqualTo(true);
    assertThat(browser.evaluate("location.href")).as("without being loaded anew").isEqualTo(page);
  }
}
