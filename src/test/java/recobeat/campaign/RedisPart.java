package recobeat.campaign;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import recobeat.Proxy;
import recobeat.TestRedis;
import recobeat.embedded.EmbeddedRedisException;
import recobeat.sim.Fault;
import recobeat.sim.Sim;

/** The service has its troubles, and so has a Redis behind a proxy; then the engine is killed. */
final class RedisPart {

  static final long REST_MS = 2_500;
  static final long THINK_MS = 600;
  private static final long BACK_MS_MAX = 15_000;
  private static final long HEAP_SLACK_BYTES = 8 << 20;

  private final Scene scene;
  private final Form form;

  long missed;
  long lost;

  RedisPart(Scene scene, Form form) {
    this.scene = scene;
    this.form = form;
  }

  /** How often each trouble came about. */
  Map<Trouble, Integer> run() throws Exception {
    Stage stage = new Stage();
    ofTheService(stage, scene.sim);
    try (TestRedis redis = redis(scene)) {
      Proxy proxy = new Proxy(scene.vertx, redis.port());
      ofRedis(stage, redis, proxy);
      // What it learns by and by is so bounded that it is full before the troubles begin.
      EngineProcess engine = scene.hurried("behind-proxy",
          "redis.uri", "redis://:" + redis.password() + "@127.0.0.1:" + proxy.port(),
          "fallback.groupsMax", "500",
          "fallback.neighboursMax", "500",
          "missing.idsMax", "100");
      engine.start();
      engine.open();
      scene.crowd(engine, scene.questions::next, THINK_MS, () -> Stage.pause(form.warmMs()));
      Resting before = Resting.of(engine);
      scene.crowd(engine, scene.questions::next, THINK_MS,
          () -> stage.play(Plan.of(scene.seed, form.redisMs(), Trouble.OF_REDIS, REST_MS)));
      compare(before, Resting.of(engine));
      missed = engine.count("recobeat.redis.writes.missed");
      lost = engine.count("recobeat.redis.writes.lost");
      engine.kill();
      engine.start();
      scene.audit.run(engine.base());
      engine.end();
    }
    return stage.happened();
  }

  /** With room for all that is asked for, so that it is full only when it is told to. */
  private static TestRedis redis(Scene scene) throws EmbeddedRedisException {
    return new TestRedis(scene.vertx, scene.dir.resolve("redis"), 512 << 20);
  }

  private void ofRedis(Stage stage, TestRedis redis, Proxy proxy) {
    AtomicLong killed = new AtomicLong();
    stage.set(Trouble.REDIS_KILLED, () -> {
      scene.audit.doubt();
      killed.set(redis.pid());
      redis.signal("KILL");
    }, () -> Stage.await("Redis is back", BACK_MS_MAX, () -> redis.pid() != killed.get()));
    stage.set(Trouble.REDIS_STOPPED, () -> redis.signal("STOP"), () -> redis.signal("CONT"));
    stage.set(Trouble.REDIS_FULL, redis::fill, redis::makeRoom);
    stage.set(Trouble.REDIS_CUT, proxy::cut, proxy::mend);
    stage.set(Trouble.REDIS_STALLED, proxy::stall, proxy::mend);
  }

  static void ofTheService(Stage stage, Sim sim) {
    spell(stage, sim, Trouble.ERRORS, 0.2, new Fault.Status(500), new Fault.Status(502),
        new Fault.Status(503), new Fault.Status(504));
    spell(stage, sim, Trouble.HTML, 0.2, new Fault.Html(200), new Fault.Html(502));
    spell(stage, sim, Trouble.TRUNCATED, 0.2, new Fault.Truncated());
    spell(stage, sim, Trouble.HANGS, 0.1, new Fault.Hang());
    spell(stage, sim, Trouble.RESETS, 0.2, new Fault.Reset());
    spell(stage, sim, Trouble.STORM, 0.67, new Fault.Status(429, Map.of("Retry-After", "1"), null),
        new Fault.Status(429));
    spell(stage, sim, Trouble.OUTAGE, 1, new Fault.Hang(), new Fault.Reset(),
        new Fault.Status(503), new Fault.Html(502));
  }

  private static void spell(
      Stage stage, Sim sim, Trouble trouble, double share, Fault... faults) {
    stage.set(trouble, () -> sim.spell(share, faults), () -> sim.spell(0));
  }

  private void compare(Resting before, Resting after) {
    Report report = scene.report;
    report.none("flights, requests and calls left", after.underWay(), "");
    // The one that asks for these figures may be a new one each time.
    bound(report, "connections of callers left", before.connections(), after.connections(), 2);
    bound(report, "threads", before.threads(), after.threads(), 4);
    bound(report, "open files and sockets", before.files(), after.files(), 8);
    bound(report, "heap beside the near cache, kB", before.heapBytes() / 1000,
        after.heapBytes() / 1000, HEAP_SLACK_BYTES / 1000);
  }

  private static void bound(Report report, String name, long before, long after, long slack) {
    report.require("at rest: " + name,
        "at most " + Report.count(before) + " + " + Report.count(slack), Report.count(after),
        after <= before + slack);
  }
}
