package recobeat.campaign;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import recobeat.sim.Profile;
import recobeat.sim.Sim;
import recobeat.sim.SimOptions;

/** What all parts of a campaign share: the stand-in, its truth, what is asked and what came. */
final class Scene {

  private static final double SCALE = 4;
  private static final int OUT_AT_FIRST = 10;
  private static final long RELEASE_MS = 500;
  private static final long START_S = 10;

  final Path dir;
  final long seed;
  final Report report = new Report();
  final Traffic traffic = new Traffic();
  final Verdict verdict = new Verdict();

  /** One for what the engine talks to, one for who talks to the engine. */
  final Vertx vertx = Vertx.vertx();

  private final Vertx callers = Vertx.vertx();

  final Web web = new Web(callers);
  final Sim sim;
  final Questions questions;
  final Audit audit;
  private final List<EngineProcess> engines = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread publisher;

  Scene(Path dir, long seed) throws Exception {
    this.dir = dir;
    this.seed = seed;
    // Connections that a kill cuts are counted, and nothing to read about.
    ((Logger) LoggerFactory.getLogger("io.vertx.core.net.impl.ConnectionBase"))
        .setLevel(Level.OFF);
    Heartbeat.pack(dir.resolve("heartbeat.jar"));
    Heartbeat.premain(dir.resolve("campaign.pauses").toString());
    SimOptions options = SimOptions.defaults().withSeed(seed).withBucket(0, 1).withScale(SCALE);
    sim = start(options);
    Truth truth = new Truth(sim, start(options.withProfile(Profile.NONE)), web);
    questions = new Questions(truth);
    audit = new Audit(web, questions, verdict);
    Iterator<List<String>> playlists = Playlists.of(sim.catalogue(), seed).iterator();
    for (int i = 0; i < OUT_AT_FIRST; i++) {
      publish(truth, playlists.next());
    }
    publisher = new Thread(() -> publish(truth, playlists), "publisher");
    publisher.start();
  }

  /** A stand-in that ends with the scene. */
  Sim start(SimOptions options) throws Exception {
    return Sim.start(vertx, options).await(START_S, TimeUnit.SECONDS);
  }

  private void publish(Truth truth, List<String> playlist)
      throws IOException, InterruptedException {
    truth.learn(playlist);
    questions.release(playlist);
  }

  private void publish(Truth truth, Iterator<List<String>> playlists) {
    try {
      while (playlists.hasNext() && !over.await(RELEASE_MS, TimeUnit.MILLISECONDS)) {
        publish(truth, playlists.next());
      }
    } catch (IOException | InterruptedException broken) {
      verdict.wrong("the truth is not to be had: " + broken);
    }
  }

  /** An engine in front of some stand-in, not started yet. */
  EngineProcess engine(String name, Sim service, Map<String, String> settings)
      throws IOException {
    Path own = dir.resolve(name);
    EngineProcess engine = new EngineProcess(own, dir.resolve("heartbeat.jar"), web, settings);
    engine.set("upstream.baseUrl", service.baseUrl());
    engine.set("ask.waitDefault", EngineProcess.WAIT_MS + "ms");
    engines.add(engine);
    return engine;
  }

  /** An engine in a hurry: what takes minutes in life is over in seconds. */
  EngineProcess hurried(String name, String... settings) throws IOException {
    EngineProcess engine = engine(name, sim, Map.of(
        "upstream.timeout", "2s",
        "gate.ratePerSecond", "50",
        "gate.burst", "10",
        "gate.rateMax", "200",
        "gate.concurrency", "8",
        "retry.backoff", "100ms",
        "retry.outageMax", "3s",
        "breaker.resetAfter", "500ms",
        "breaker.resetAfterMax", "2s",
        "redis.timeout", "1s"));
    for (int i = 0; i < settings.length; i += 2) {
      engine.set(settings[i], settings[i + 1]);
    }
    return engine;
  }

  /** Has the crowd ask while something is done, and waits for its last answers. */
  void crowd(EngineProcess engine, Crowd.Asker asker, long thinkMs, Stage.Action meanwhile)
      throws Exception {
    Crowd crowd = new Crowd(callers, engine, asker, thinkMs, traffic, verdict, seed);
    try {
      meanwhile.run();
    } finally {
      crowd.end();
    }
  }

  List<EngineProcess> engines() {
    return engines;
  }

  /** Leaves no process behind. */
  void end() throws Exception {
    over.countDown();
    publisher.join();
    for (EngineProcess engine : engines) {
      engine.end();
    }
    web.close();
    callers.close().await(START_S, TimeUnit.SECONDS);
    vertx.close().await(START_S, TimeUnit.SECONDS);
  }
}
