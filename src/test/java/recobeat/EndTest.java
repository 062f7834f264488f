package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static recobeat.Tracks.spotify;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import recobeat.embedded.EmbeddedRedis;
import recobeat.example.PlaylistVerticle;
import recobeat.message.IdsRequest;
import recobeat.model.Source;
import recobeat.model.Status;
import recobeat.time.Time;

/** The engine ends without being closed: nothing acknowledged is lost, nothing left behind. */
@Timeout(60)
class EndTest {

  private static final String DONE = "acknowledged";

  @TempDir
  Path dir;

  @Test
  void kill_engineProcess_everythingAcknowledgedIsHitAfter() throws Exception {
    List<String> ids = Tracks.spotify(1, 200);
    try (Rig rig = new Rig(dir.resolve("other"))) {
      Process killed = engine(rig.service.baseUrl());
      assertThat(killed.inputReader().readLine()).isEqualTo(DONE);
      killed.destroyForcibly().waitFor();
      int calls = rig.service.calls.size();
      try (Rig next = new Rig(dir.resolve("data"),
          "upstream.baseUrl=" + rig.service.baseUrl())) {
        assertThat(next.features(ids))
            .allMatch(outcome -> outcome.status() != Status.FAILED)
            .extracting(outcome -> outcome.source()).containsOnly(Source.REDIS);
      }
      assertThat(rig.service.calls).hasSize(calls);
    }
  }

  @Test
  void close_vertxAlone_endsRedisToo() {
    Vertx vertx = Vertx.vertx();
    Rig.get(RecoBeat.start(vertx, inDir()));
    List<ProcessHandle> redis = children();
    assertThat(redis).hasSize(1);
    Rig.get(vertx.close());
    await().until(() -> redis.stream().noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void undeploy_verticleThatStartedIt_endsAllInPeace() {
    Vertx vertx = Vertx.vertx();
    String id = Rig.get(vertx.deployVerticle(new PlaylistVerticle(inDir())));
    List<ProcessHandle> redis = children();
    assertThat(redis).hasSize(1);
    Rig.get(vertx.undeploy(id));
    await().until(() -> redis.stream().noneMatch(ProcessHandle::isAlive));
    assertThat(vertx.deploymentIDs()).isEmpty();
    Rig.get(vertx.close());
  }

  /** What a worker had started was lost if the event loop that it was for had gone. */
  @ParameterizedTest
  @ValueSource(longs = {1, 10, 20, 30, 40, 50, 60, 80, 100, 150, 200, 300})
  void close_vertxDuringStart_leavesNoRedisAndTheFolderFree(long afterMs) throws Exception {
    Vertx vertx = Vertx.vertx();
    RecoBeat.start(vertx, inDir());
    Rig.get(vertx.timer(afterMs));
    Rig.get(vertx.close());
    await().until(() -> children().stream().noneMatch(ProcessHandle::isAlive));
    EmbeddedRedis.start(dir, 64 << 20).close();
  }

  @Test
  void close_somethingHangs_goesOnWithTheRest() {
    Vertx vertx = Vertx.vertx();
    Engine engine = (Engine) Rig.get(RecoBeat.start(vertx, inDir()));
    engine.atEnd("never", Duration.ofMillis(100), () -> Promise.promise().future());
    engine.atEnd("broken", Duration.ofMillis(100), () -> {
      throw new IllegalStateException("on purpose");
    });
    List<ProcessHandle> redis = children();
    Rig.get(engine.close());
    await().until(() -> redis.stream().noneMatch(ProcessHandle::isAlive));
    assertThat(vertx.deploymentIDs()).isEmpty();
    Rig.get(vertx.close());
  }

  private RecoBeatOptions inDir() {
    return RecoBeatOptions.defaults().with("redis.dir", dir.toString());
  }

  private static List<ProcessHandle> children() {
    return ProcessHandle.current().children().toList();
  }

  private Process engine(String baseUrl) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
            Engines.class.getName(), dir.resolve("data").toString(), baseUrl)
        .redirectError(dir.resolve("engine.err").toFile())
        .start();
  }

  /** The process that is killed. */
  static final class Engines {

    private Engines() {}

    public static void main(String[] args) throws Exception {
      RecoBeatOptions options = RecoBeatOptions.defaults()
          .with("redis.dir", args[0])
          .with("redis.memoryBytesMax", "64MiB")
          .with("upstream.baseUrl", args[1])
          .with("gate.burst", "100");
      RecoBeat engine = Rig.get(
          new Engine(Vertx.vertx(), options, Time.system(), new SplittableRandom(1)).start());
      Rig.get(engine.audioFeatures(IdsRequest.of(Tracks.spotify(1, 200))));
      // Redis sees this look-up behind the writes, so once it is answered they are done.
      Rig.get(engine.audioFeatures(IdsRequest.of(spotify(999))));
      System.out.println(DONE);
      System.in.read();
    }
  }
}
