package recobeat.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The service has its troubles; the engine is killed, its own Redis, and both at once. */
final class EnginePart {

  private final Scene scene;
  private final Form form;

  /** Spans of time of which what was told then may be lost. */
  private final List<long[]> aside = new ArrayList<>();

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
    scene.crowd(engine, scene.questions::next, RedisPart.THINK_MS,
        () -> stage.play(Plan.of(scene.seed, form.engineMs(), Trouble.OF_THE_ENGINE)));
    engine.end();
    return stage.happened();
  }

  private void killRedis(EngineProcess engine) throws Exception {
    aside(Long.MAX_VALUE);
    engine.killRedis();
    aside.remove(aside.size() - 1);
    aside(System.nanoTime() + RedisPart.FILE_NANOS);
  }

  private void aside(long until) {
    aside.add(new long[] {System.nanoTime() - RedisPart.FILE_NANOS, until});
  }

  /** Nobody asks the next engine before it was asked for all that the one before told. */
  private void kill(EngineProcess engine, Stage.Action then) throws Exception {
    RedisPart.catchUp(engine);
    missed += engine.count("recobeat.redis.writes.missed");
    lost += engine.count("recobeat.redis.writes.lost");
    long before = System.nanoTime() - RedisPart.FILE_NANOS;
    engine.kill();
    then.run();
    engine.start();
    List<long[]> doubtful = new ArrayList<>(aside);
    doubtful.add(new long[] {before, Long.MAX_VALUE});
    scene.audit.run(engine.base(), scene.verdict.told(), doubtful);
    aside.add(new long[] {before, System.nanoTime()});
    engine.open();
  }
}
