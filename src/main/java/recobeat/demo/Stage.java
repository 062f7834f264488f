package recobeat.demo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;
import recobeat.RecoBeat;
import recobeat.RecoBeatOptions;
import recobeat.sim.Profile;
import recobeat.sim.Sim;
import recobeat.sim.SimOptions;

/** What the demo plays with: a stand-in, a folder for Redis, and an engine that knows nothing. */
final class Stage {

  private final Vertx vertx;
  private @Nullable Sim sim;
  private @Nullable String redisDir;
  private @Nullable RecoBeat engine;
  private Future<Void> starting = Future.succeededFuture();

  Stage(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Starts all of it; what was started before a failure is ended by {@link #close}. */
  Future<Void> start(DemoOptions options, RecoBeatOptions engineOptions) {
    SimOptions simOptions = SimOptions.defaults()
        .withProfile(Profile.BAD)
        .withScale(options.scale())
        .withSeed(options.seed());
    starting = Sim.start(vertx, simOptions)
        .onSuccess(started -> sim = started)
        .compose(started -> vertx.fileSystem().createTempDirectory(Leftovers.PREFIX))
        .onSuccess(created -> redisDir = created)
        .compose(created -> new Leftovers(vertx).end(created).map(created))
        .compose(created -> RecoBeat.start(vertx, new Scaled(new Scale(options.scale()))
            .options(engineOptions, sim().baseUrl(), created)))
        .onSuccess(started -> engine = started)
        .mapEmpty();
    return starting;
  }

  Sim sim() {
    return started(sim);
  }

  RecoBeat engine() {
    return started(engine);
  }

  /** Ends what runs, the engine first; the folder goes last. A start under way ends first. */
  Future<Void> close() {
    return starting.transform(started -> end());
  }

  private Future<Void> end() {
    RecoBeat oldEngine = engine;
    Sim oldSim = sim;
    String oldDir = redisDir;
    engine = null;
    sim = null;
    redisDir = null;
    return ended(oldEngine == null ? null : oldEngine.close())
        .eventually(() -> ended(oldSim == null ? null : oldSim.close()))
        .eventually(() -> ended(
            oldDir == null ? null : vertx.fileSystem().deleteRecursive(oldDir)));
  }

  private static Future<Void> ended(@Nullable Future<Void> end) {
    return end == null ? Future.succeededFuture() : end;
  }

  private static <T> T started(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("not running");
    }
    return part;
  }
}
