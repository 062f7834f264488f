package recobeat.campaign;

import java.io.IOException;
import java.util.Map;

/** The service has its troubles; the engine is killed, its own Redis, and both at once. */
final class EnginePart {

  /** Longer than the time for which what was told is in doubt. */
  static final long REST_MS = 3_000;

  private static final long CAUGHT_UP_MS_MAX = 20_000;

  private final Scene scene;
  private final Form form;

  long missed;
  long lost;

  EnginePart(Scene scene, Form form) {
    this.scene = scene;
    this.form = form;
  }

  /** How often each trouble came about. */
  Map<Trouble, Integer> run() throws Exception {
    scene.verdict.forget();
    EngineProcess engine = scene.hurried("on-its-own");
    Stage stage = new Stage();
    RedisPart.ofTheService(stage, scene.sim);
    stage.set(Trouble.REDIS_KILLED, () -> killRedis(engine), () -> { });
    stage.set(Trouble.ENGINE_KILLED, () -> kill(engine, () -> { }), () -> { });
    stage.set(Trouble.BOTH_KILLED, () -> kill(engine, () -> killRedis(engine)), () -> { });
    engine.start();
    engine.open();
    scene.crowd(engine, scene.questions::next, RedisPart.THINK_MS, () -> {
      // Before there is something to lose, no kill would show anything.
      Stage.pause(form.warmMs());
      stage.play(Plan.of(scene.seed, form.engineMs(), Trouble.OF_THE_ENGINE, REST_MS));
    });
    count(engine);
    engine.end();
    return stage.happened();
  }

  private void killRedis(EngineProcess engine) throws IOException {
    scene.audit.doubt();
    if (!engine.killRedis()) {
      throw new IllegalStateException("there is no Redis to be killed");
    }
  }

  /** Nobody asks the next engine before it was asked for all that the one before told. */
  private void kill(EngineProcess engine, Stage.Action then) throws Exception {
    count(engine);
    scene.audit.doubt();
    engine.kill();
    then.run();
    engine.start();
    scene.audit.run(engine.base());
    engine.open();
  }

  private void count(EngineProcess engine) throws Exception {
    Stage.await("Redis has what it missed", CAUGHT_UP_MS_MAX, engine::isCaughtUp);
    missed += engine.count("recobeat.redis.writes.missed");
    lost += engine.count("recobeat.redis.writes.lost");
  }
}
