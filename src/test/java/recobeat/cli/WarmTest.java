package recobeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import recobeat.sim.Fault;
import recobeat.sim.Profile;
import recobeat.sim.Sim;
import recobeat.sim.SimOptions;

@Timeout(60)
class WarmTest {

  @TempDir
  Path dir;

  private final Vertx vertx = Vertx.vertx();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Sim sim;

  @BeforeEach
  void start() throws Exception {
    sim = get(Sim.start(vertx, SimOptions.defaults()
        .withProfile(Profile.NONE).withBucket(0, 1).withCoverage(1)));
  }

  @AfterEach
  void stop() throws Exception {
    get(vertx.close());
  }

  @Test
  void warm_file_fetchesDetailsAndFeaturesInFullCalls() throws Exception {
    List<String> ids = sim.catalogue().sampleTracks(400, 1);
    assertThat(warm(file(ids))).isZero();
    assertThat(sim.counters().requests()).isEqualTo(20);
    assertThat(out.toString()).matches(
        "(?s)400 ids: \\d+ answers found, \\d+ absent, 0 malformed, 0 failed; .* 20 calls\\R");
    assertThat(err.toString()).contains("400");
  }

  @Test
  void warm_again_asksOnlyForWhatIsNotKnownYet() throws Exception {
    List<String> ids = sim.catalogue().sampleTracks(160, 1);
    warm(file(ids.subList(0, 80)));
    sim.counters().reset();
    warm(file(ids));
    assertThat(sim.counters().requests()).isEqualTo(4);
    sim.counters().reset();
    warm(file(ids));
    assertThat(sim.counters().requests()).isZero();
  }

  @Test
  void warm_commentsAndNonsense_areToldApart() throws Exception {
    String id = sim.catalogue().sampleTracks(1, 1).get(0);
    Path file = Files.writeString(dir.resolve("ids.txt"),
        "# my tracks\n\n" + id + "  # the best\nnonsense\n");
    assertThat(warm(file, "--kinds", "tracks")).isZero();
    assertThat(out.toString()).startsWith("2 ids: 1 answers found, 0 absent, 1 malformed, 0 fail");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Spotify ID,Name\n%s,\"a, b\"\n%s,x\n",
      "name;Track URI\nx;spotify:track:%s\n\"y;\n z\";spotify:track:%s\n",
      "track_id\tisrc\n%s\tUSABC0000001\n%s\t\n",
      "\"title\",\"id\"\n\"x\",\"https://open.spotify.com/track/%s?si=1\"\n,%s\n"})
  void warm_csv_takesTheColumnOfIds(String csv) throws Exception {
    List<String> ids = sim.catalogue().sampleTracks(2, 1);
    Path file = Files.writeString(dir.resolve("ids.csv"), csv.formatted(ids.toArray()));
    assertThat(warm(file, "--kinds", "tracks")).isZero();
    assertThat(out.toString()).startsWith("2 ids: 2 answers found, 0 absent, 0 malformed, 0 fail");
  }

  @Test
  void warm_whatExportWrote_asksForItsTracks() throws Exception {
    warm(file(sim.catalogue().sampleTracks(40, 1)));
    Path mirror = dir.resolve("mirror.gz");
    assertThat(Main.run(new String[] {"export", mirror.toString(), "--set",
        "redis.dir=" + dir.resolve("redis")}, Map.of(), new PrintWriter(out), new PrintWriter(err)))
        .isZero();
    sim.counters().reset();
    int status = warm(mirror, "--set", "redis.dir=" + dir.resolve("other"));
    assertThat(status).as("%s %s", out, err).isZero();
    assertThat(out.toString()).startsWith("40 ids: ").contains("0 failed").contains("2 calls");
  }

  @Test
  void warm_callsFail_saysToRunAgainAndStatusIsOne() throws Exception {
    sim.next(new Fault.Status(500));
    Path file = file(sim.catalogue().sampleTracks(10, 1));
    assertThat(warm(file, "--kinds", "tracks", "--set", "retry.attemptsMax=1")).isEqualTo(1);
    assertThat(out.toString()).contains("10 failed").contains("Run it again");
    assertThat(warm(file, "--kinds", "tracks")).isZero();
  }

  private int warm(Path file, String... more) {
    String[] fixed = {"warm", file.toString(),
      "--set", "upstream.baseUrl=" + sim.baseUrl(), "--set", "redis.dir=" + dir.resolve("redis"),
      "--set", "redis.memoryBytesMax=64MiB", "--set", "gate.ratePerSecond=1000",
      "--set", "gate.burst=100"};
    String[] all = new String[fixed.length + more.length];
    System.arraycopy(fixed, 0, all, 0, fixed.length);
    System.arraycopy(more, 0, all, fixed.length, more.length);
    out.getBuffer().setLength(0);
    return Main.run(all, Map.of(), new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private Path file(List<String> ids) throws Exception {
    return Files.write(dir.resolve("ids.txt"), ids);
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
