package recobeat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import recobeat.sim.Sim;
import recobeat.sim.SimOptions;

/** Commands as processes: they say when they are ready, and leave nothing behind. */
@Timeout(60)
class ProcessTest {

  private static final int TERMINATED = 128 + 15;

  @TempDir
  Path dir;

  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void end() {
    processes.forEach(Process::destroyForcibly);
  }

  @Test
  void serve_terminated_endsItsRedisToo() throws Exception {
    Process serve = run(
        "serve", "--set", "redis.dir=" + dir.resolve("redis"), "--set", "http.port=0");
    String said = serve.inputReader().readLine();
    assertThat(said).matches("The engine answers on http://127.0.0.1:\\d+/v1 for"
        + " https://api.reccobeats.com; Ctrl-C ends it.");
    URI live = URI.create(said.replaceFirst(".*(http://127[^/]+)/v1.*", "$1/health/live"));
    assertThat(HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(live).build(), BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
    List<ProcessHandle> redis = serve.children().toList();
    assertThat(redis).hasSize(1);
    serve.destroy();
    assertThat(serve.waitFor()).isEqualTo(TERMINATED);
    await().until(() -> redis.stream().noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void serve_vertxMetrics_areShownBesideTheEngines() throws Exception {
    Process serve = run("serve", "--set", "redis.dir=" + dir.resolve("redis"),
        "--set", "http.port=0", "--set", "http.vertxMetrics=true");
    URI metrics = URI.create(serve.inputReader().readLine()
        .replaceFirst(".*(http://127[^/]+)/v1.*", "$1/metrics"));
    assertThat(HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString()).body())
        .contains("recobeat_flights", "vertx_eventbus_handlers");
    serve.destroy();
    assertThat(serve.waitFor()).isEqualTo(TERMINATED);
  }

  @Test
  void serve_folderInUse_isOneLineAndStatusOne() throws Exception {
    Process first = run(
        "serve", "--set", "redis.dir=" + dir.resolve("redis"), "--set", "http.port=0");
    first.inputReader().readLine();
    Process second = run("serve", "--set", "redis.dir=" + dir.resolve("redis"));
    assertThat(second.waitFor()).isEqualTo(1);
    assertThat(Files.readString(dir.resolve("err2"))).matches(
        "recobeat: \\S+redis belongs to a running engine \\(pid " + first.pid() + "\\).*\\R");
    assertThat(first.isAlive()).isTrue();
    first.destroy();
    first.waitFor();
  }

  @Test
  void sim_anyPort_saysWhereAndAnswersThere() throws Exception {
    Process sim = run("sim", "--port", "0", "--profile", "none", "--seed", "7");
    String said = sim.inputReader().readLine();
    assertThat(said).matches("A stand-in of RecoBeat answers on http://127.0.0.1:\\d+; .*");
    URI page = URI.create(said.replaceFirst(".*(http://[^;]+);.*", "$1/"));
    String about = HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString()).body();
    assertThat(about).contains("stand-in", "seed 7", "Assumed");
    sim.destroy();
    assertThat(sim.waitFor()).isEqualTo(TERMINATED);
  }

  /** What was refused while closing counted as done, and each refusal left a stack trace. */
  @Test
  void warm_terminated_endsQuietlyAndCountsOnlyWhatIsThere() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      Sim sim = Sim.start(vertx, SimOptions.defaults().withBucket(0, 1).withCoverage(1))
          .await(10, TimeUnit.SECONDS);
      Path ids = Files.write(dir.resolve("ids"), sim.catalogue().sampleTracks(8_000, 1));
      Process warm = run("warm", ids.toString(), "--set", "redis.dir=" + dir.resolve("redis"),
          "--set", "upstream.baseUrl=" + sim.baseUrl());
      await().atMost(30, TimeUnit.SECONDS).until(() -> sim.counters().requests() > 5);
      List<ProcessHandle> redis = warm.children().toList();
      warm.destroy();
      assertThat(warm.waitFor()).isEqualTo(TERMINATED);
      assertThat(Files.readString(dir.resolve("err1")))
          .contains("/8000 ids").doesNotContain("8000/8000", "\tat ", "terminated", "recobeat:");
      await().until(() -> redis.stream().noneMatch(ProcessHandle::isAlive));
    } finally {
      vertx.close().await(10, TimeUnit.SECONDS);
    }
  }

  /** A demo that was killed left its server and its folder for good. */
  @Test
  void demo_afterKill_endsWhatWasLeftButNothingOfTheLiving() throws Exception {
    Process killed = demo();
    List<Path> left = folders();
    List<ProcessHandle> orphan = killed.children().toList();
    Process living = demo();
    List<ProcessHandle> used = living.children().toList();
    killed.destroyForcibly().waitFor();
    assertThat(orphan).hasSize(1).allMatch(ProcessHandle::isAlive);
    try {
      Process next = demo();
      await().until(() -> orphan.stream().noneMatch(ProcessHandle::isAlive));
      assertThat(folders()).hasSize(2).doesNotContainAnyElementsOf(left);
      assertThat(used).hasSize(1).allMatch(ProcessHandle::isAlive);
      next.destroy();
      living.destroy();
      assertThat(next.waitFor()).isEqualTo(TERMINATED);
      assertThat(living.waitFor()).isEqualTo(TERMINATED);
      assertThat(folders()).isEmpty();
    } finally {
      orphan.forEach(ProcessHandle::destroyForcibly);
    }
  }

  /** A demo that has started all it needs. */
  private Process demo() throws Exception {
    Process demo = run(List.of("-Djava.io.tmpdir=" + Files.createDirectories(temp())), "demo");
    BufferedReader said = demo.inputReader();
    String line = said.readLine();
    while (!line.startsWith("before, ")) {
      line = said.readLine();
    }
    return demo;
  }

  private Path temp() {
    return dir.resolve("tmp");
  }

  private List<Path> folders() throws Exception {
    try (Stream<Path> all = Files.list(temp())) {
      return all.filter(each -> each.getFileName().toString().startsWith("recobeat-")).toList();
    }
  }

  private Process run(String... arguments) throws Exception {
    return run(List.of(), arguments);
  }

  private Process run(List<String> flags, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.addAll(flags);
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command)
        .redirectError(dir.resolve("err" + (processes.size() + 1)).toFile())
        .start();
    processes.add(process);
    return process;
  }
}
