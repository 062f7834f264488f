package recobeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import recobeat.RecoBeat;
import recobeat.RecoBeatOptions;
import recobeat.message.Hints;
import recobeat.message.MissingReport;
import recobeat.message.MissingReport.Coverage;
import recobeat.message.MissingReport.Group;
import recobeat.message.MissingReport.Total;
import recobeat.message.MissingTrack;
import recobeat.model.Lack;
import recobeat.sim.Profile;
import recobeat.sim.Sim;
import recobeat.sim.SimOptions;

@Timeout(60)
class MissingCommandTest {

  @TempDir
  Path dir;

  private final Vertx vertx = Vertx.vertx();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @AfterEach
  void stop() throws Exception {
    get(vertx.close());
  }

  @Test
  void missing_keptAndByUrl_tellTheSame() throws Exception {
    Sim sim = get(Sim.start(vertx, SimOptions.defaults()
        .withProfile(Profile.NONE).withBucket(0, 1).withCoverage(0.7)));
    Path list = Files.write(dir.resolve("ids.txt"), sim.catalogue().sampleTracks(200, 1));
    assertThat(run(sim, "warm " + list)).isZero();
    String absent = out.toString().replaceAll("(?s).* (\\d+) absent.*", "$1");
    JsonObject kept = json(sim, "missing --format json --limit 10000 --workflow warm");
    long asks = MissingReport.fromJson(kept).totals().values().stream()
        .mapToLong(Total::asks).sum();
    assertThat(asks).isPositive().isEqualTo(Long.parseLong(absent));
    JsonObject workflow = kept.getJsonArray("workflows").getJsonObject(0);
    assertThat(workflow.getInteger("missing")).isEqualTo(kept.getJsonArray("tracks").size());
    assertThat(workflow.getInteger("asked")).isBetween(190, 210);
    RecoBeat engine = get(RecoBeat.start(vertx, RecoBeatOptions.defaults()
        .with("redis.dir", dir.resolve("redis").toString())
        .with("upstream.baseUrl", sim.baseUrl())
        .with("http.port", "0")));
    String url = " --url http://127.0.0.1:" + get(engine.listen()) + '/';
    assertThat(json(sim, "missing --format json --limit 10000 --workflow warm" + url))
        .isEqualTo(kept);
    assertThat(run(sim, "missing --format csv --limit 5 --reason not-featured" + url)).isZero();
    assertThat(out.toString().lines()).hasSize(6).startsWith(
        "id,reason,asks,firstAt,lastAt,title,artists,album,genres,year,workflows,workflowCount");
    assertThat(run(sim, "missing --format csv --reason not-found" + url)).isZero();
    assertThat(out.toString().lines()).hasSize(1);
    assertThat(run(sim, "missing" + url)).isZero();
    assertThat(out.toString())
        .contains("not featured in", "workflow  asked  missing  share", "warm");
    assertThat(run(sim, "missing --workflow nobody" + url)).isZero();
    assertThat(out.toString()).isEqualToIgnoringNewLines(
        "nothing was asked for that RecoBeat lacks");
    get(engine.close());
    assertThat(run(sim, "missing" + url)).isEqualTo(1);
    assertThat(err.toString()).startsWith("recobeat: http://127.0.0.1:")
        .contains("does not answer").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "missing --limit 0 | limit must be from 1 to 10000, not 0; see recobeat missing --help",
    "missing --limit x | Invalid value for option '--limit': 'x' is not an int",
    "missing --reason gone | Invalid value for option '--reason': 'gone' is not one of",
    "missing --format xml | Invalid value for option '--format': expected one of [TABLE, JSON, C",
    "missing --url nowhere | --url must be the address of an engine's bridge, not nowhere; see",
    "missing --url ftp://x | --url must be the address of an engine's bridge, not ftp://x; see",
  })
  void run_wrong_isOneLineAndStatusTwo(String line, String said) {
    assertThat(Main.run(line.split(" "), Map.of(), new PrintWriter(out), new PrintWriter(err)))
        .isEqualTo(2);
    assertThat(err.toString()).startsWith("recobeat: " + said).hasLineCount(1);
  }

  @Test
  void table_anyText_isALineAndNoCommandForTheTerminal() {
    MissingReport report = new MissingReport(false, 0L, 30,
        Map.of(Lack.NOT_FOUND, new Total(1, 2_000), Lack.NOT_FEATURED, new Total(0, 0)),
        List.of(new MissingTrack("x".repeat(22), Lack.NOT_FOUND, 2_000, 0, 60_000, List.of(), 0,
            new Hints(List.of("A\u001b[31m", "B"), null, "t\n".repeat(50), List.of()), null)),
        List.of(new Group("A\u202e", 1, 2_000)), List.of(), List.of(),
        List.of(new Coverage("w", 8, 1, 60_000)));
    assertThat(MissingTable.lines(report)).containsExactly(
        "Redis does not answer: this is what the engine told since its start",
        "since 1970-01-01 00:00: 1 not found in 2,000 asks, 0 not featured in 0 asks",
        "",
        "track                   reason     asks  first             last              workflows"
            + "  artist     title",
        "xxxxxxxxxxxxxxxxxxxxxx  not-found  2000  1970-01-01 00:00  1970-01-01 00:01  0        "
            + "  A?[31m, B  " + "t?".repeat(18) + "t...",
        "",
        "artist  tracks  asks",
        "A?      1       2000",
        "",
        "workflow  asked  missing  share   last",
        "w         8      1        12.5 %  1970-01-01 00:01");
  }

  private JsonObject json(Sim sim, String line) throws Exception {
    assertThat(run(sim, line)).as(err.toString()).isZero();
    return new JsonObject(out.toString());
  }

  private int run(Sim sim, String line) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(List.of(line.split(" ")));
    all.addAll(List.of("--set", "redis.dir=" + dir.resolve("redis"),
        "--set", "upstream.baseUrl=" + sim.baseUrl(), "--set", "gate.ratePerSecond=1000",
        "--set", "gate.burst=100"));
    return Main.run(
        all.toArray(String[]::new), Map.of(),
        new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
