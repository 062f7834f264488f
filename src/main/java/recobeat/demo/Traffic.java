package recobeat.demo;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import recobeat.RecoBeat;
import recobeat.sim.Sim;

/**
 * Light traffic after the table: one playlist after the other, mostly of seeds that were asked for
 * before, so that the page for operators shows an engine at work.
 */
final class Traffic {

  private static final int SEED_SETS = 200;

  /** Of these, those that are asked for again and again, and how often something else is. */
  private static final int FAVOURITES = 6;

  private static final double NEW_SHARE = 0.2;
  private static final long PAUSE_MS = 2_000;

  private final Vertx vertx;
  private final RecoBeat engine;
  private final long waitMs;
  private final List<List<String>> seedSets = new ArrayList<>();
  private final RandomGenerator random;
  private int playlists;
  private boolean stopped;

  Traffic(Vertx vertx, Sim sim, RecoBeat engine, long waitMs, long seed) {
    this.vertx = vertx;
    this.engine = engine;
    this.waitMs = waitMs;
    this.random = new SplittableRandom(seed);
    List<String> tracks =
        sim.catalogue().sampleTracks(SEED_SETS * Workflow.SEEDS, seed);
    for (int set = 0; set < SEED_SETS; set++) {
      seedSets.add(tracks.subList(set * Workflow.SEEDS, (set + 1) * Workflow.SEEDS));
    }
  }

  /** Goes on until it is stopped. */
  void start() {
    if (stopped) {
      return;
    }
    List<String> seeds = seedSets.get(
        random.nextInt(random.nextDouble() < NEW_SHARE ? SEED_SETS : FAVOURITES));
    Mood mood = random.nextBoolean() ? Mood.BRIGHT : Mood.CALM;
    EngineClient client = new EngineClient(engine, "playlist-" + ++playlists, waitMs);
    new Workflow(client, mood, step -> { }).run(seeds)
        .onComplete(made -> vertx.setTimer(PAUSE_MS, next -> start()));
  }

  void stop() {
    stopped = true;
  }
}
