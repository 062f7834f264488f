package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import recobeat.message.Noun;
import recobeat.message.WorkflowReport;

/** What the page shows of a known workload is what the stand-in and the answers say. */
@Tag("browser")
@Timeout(90)
class FiguresPageTest {

  @TempDir
  Path dir;

  private final Vertx vertx = Vertx.vertx();
  private KnownWorkload known;
  private Chromium browser;

  @BeforeEach
  void start() throws Exception {
    known = new KnownWorkload(vertx, dir.resolve("redis"), "10m");
    browser = new Chromium(vertx, dir.resolve("browser"));
  }

  @AfterEach
  void stop() throws Exception {
    browser.close();
    known.close();
    Rig.get(vertx.close());
  }

  @Test
  void page_afterAKnownWorkload_showsItsFigures() throws Exception {
    known.run();
    browser.open(known.base + "/");
    known.stats();
    // It hears of them each second, of workflows a little later than of the rest.
    await().untilAsserted(() -> {
      assertFigures();
      assertWorkflow();
    });
  }

  private void assertFigures() throws Exception {
    long calls = known.sim.counters().requests();
    long asked = known.sum(tally -> tally.asked);
    KnownWorkload.Tally features = known.tallies.get(Noun.AUDIO_FEATURES);
    long failed = known.sum(tally -> tally.failed);
    KnownWorkload.Tally ids = known.tallies.get(Noun.IDS);
    long saved = known.sum(tally -> tally.hits() + tally.joined) + known.batched;
    assertThat(note("calls")).isEqualTo(saved + " saved of " + asked + " asked");
    assertThat(shown("calls")).isEqualTo(Long.toString(calls));
    assertThat(shown("failed")).isEqualTo(percent(failed, asked));
    assertThat(shown("hit-features")).isEqualTo(percent(features.hits(), features.asked));
    assertThat(note("hit-features")).isEqualTo(features.hits() + " of " + features.asked);
    assertThat(verdict("hit-features")).isEqualTo("\u2717 not met: at least 70 %");
    assertThat(shown("hit-ids")).isEqualTo(percent(ids.hits(), ids.asked));
    assertThat(note("hit-ids")).isEqualTo(ids.hits() + " of " + ids.asked);
    assertThat(verdict("hit-ids")).isEqualTo("\u2713 met: at least 80 %");
    assertThat(shown("workflow-calls")).isEqualTo(Long.toString(calls));
    assertThat(verdict("workflow-calls")).isEqualTo("\u2713 met: under 20");
    assertThat(verdict("workflow-time")).isEqualTo("\u2713 met: under 150 s");
    assertThat(shown("missing")).isEqualTo(percent(features.missing, features.asked));
    assertThat(shown("guesses")).isEqualTo(percent(features.guessed, features.asked));
    assertThat(note("guesses")).isEqualTo(features.guessed + ", of these by the genre alone "
        + percent(features.defaults, features.guessed));
    assertThat(note("failed"))
        .isEqualTo("broken calls " + known.broken + ", refused for the rate "
            + known.throttled);
    assertThat(verdict("failed"))
        .isEqualTo("\u2713 met: at most the share of failed calls, "
            + percent(known.broken + known.throttled, calls));
  }

  private void assertWorkflow() throws Exception {
    long calls = known.sim.counters().requests();
    long asked = known.sum(tally -> tally.asked);
    KnownWorkload.Tally features = known.tallies.get(Noun.AUDIO_FEATURES);
    WorkflowReport report = known.report();
    assertThat(report.durationMs()).isBetween(1L, known.tookMs);
    assertThat(ms(shown("workflow-time"))).isCloseTo(report.durationMs(), within(50.0));
    StringBuilder cells = new StringBuilder();
    for (int column = 3; column <= 9; column++) {
      cells.append(browser.text("#workflows tbody tr td:nth-child(" + column + ")")).append(' ');
    }
    assertThat(ms(browser.text("#workflows tbody tr td:nth-child(10)")))
        .isCloseTo(report.durationMs(), within(50.0));
    double naiveMs = asked * known.stats().getJsonObject("figures")
        .getJsonObject("latencyP50Ms").getDouble("value");
    assertThat(ms(browser.text("#workflows tbody tr td:nth-child(11)")))
        .isCloseTo(naiveMs, within(50.0));
    assertThat(browser.text("#missing-tracks")).contains("\u00d7");
    assertThat(cells.toString().trim()).isEqualTo(asked + " " + calls + " "
        + known.sum(KnownWorkload.Tally::hits) + " " + known.sum(tally -> tally.joined) + " "
        + known.sum(tally -> tally.missing) + " " + features.guessed + " "
        + known.sum(tally -> tally.failed));
  }

  @Test
  void page_afterCallsOfKnownLength_showsTheirPercentiles() throws Exception {
    known.delay();
    browser.open(known.base + "/");
    await().untilAsserted(() ->
        assertThat(shown("calls")).isEqualTo(Long.toString(known.sim.counters().requests())));
    assertThat(ms(shown("latency"))).isBetween(least("p50"), most("p50"));
    Matcher told = Pattern.compile("P95 (.+), P99 (.+)").matcher(note("latency"));
    assertThat(told.matches()).as(note("latency")).isTrue();
    MatchResult both = told.toMatchResult();
    assertThat(ms(both.group(1))).isBetween(least("p95"), most("p95"));
    assertThat(ms(both.group(2))).isBetween(least("p99"), most("p99"));
  }

  private static double least(String percentile) {
    return 0.95 * KnownWorkload.LATENCIES.get(percentile);
  }

  private double most(String percentile) {
    return 1.05 * known.waitedMs(percentile) + 1;
  }

  private String shown(String tile) throws Exception {
    return browser.text("#" + tile + " .value");
  }

  private String verdict(String tile) throws Exception {
    return browser.text("#" + tile + " :is(.met, .unmet)");
  }

  private String note(String tile) throws Exception {
    return browser.text("#" + tile + " .note");
  }

  private static String percent(double part, double all) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * part / all);
  }

  private static double ms(String duration) {
    assertThat(duration).matches("[0-9.]+ m?s");
    double number = Double.parseDouble(duration.substring(0, duration.indexOf(' ')));
    return duration.endsWith(" ms") ? number : 1000 * number;
  }
}
