package recobeat.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import recobeat.RecoBeat;
import recobeat.RecoBeatOptions;
import recobeat.message.IdsRequest;
import recobeat.sim.Profile;
import recobeat.sim.Sim;
import recobeat.sim.SimOptions;

/** An engine in front of a stand-in that is never slow, and knows some of its tracks already. */
final class Warm implements AutoCloseable {

  private static final int ASKED_MAX = 10_000;

  final Vertx vertx = Vertx.vertx();
  final Path dir;
  final Sim sim;
  final RecoBeat engine;

  /** Spotify ids of the tracks that it knows the features of. */
  final List<String> ids;

  /**
   * Starts it.
   *
   * @param settings keys and values in turns
   */
  Warm(int tracks, String... settings) throws Exception {
    dir = Files.createTempDirectory("recobeat-bench-");
    sim = get(Sim.start(vertx, SimOptions.defaults()
        .withProfile(Profile.NONE).withBucket(0, 1).withCoverage(1)));
    RecoBeatOptions options = RecoBeatOptions.defaults()
        .with("upstream.baseUrl", sim.baseUrl())
        .with("redis.dir", dir.resolve("redis").toString())
        .with("gate.ratePerSecond", "10000")
        .with("gate.burst", "1000")
        .with("http.port", "0");
    for (int i = 0; i < settings.length; i += 2) {
      options = options.with(settings[i], settings[i + 1]);
    }
    engine = get(RecoBeat.start(vertx, options));
    ids = sim.catalogue().sampleTracks(2 * tracks, 1).stream()
        .filter(sim.catalogue()::hasFeatures).limit(tracks).toList();
    for (int at = 0; at < tracks; at += ASKED_MAX) {
      get(engine.audioFeatures(IdsRequest.of(ids.subList(at, Math.min(tracks, at + ASKED_MAX)))));
    }
  }

  /** So many requests for so many of its tracks each, so that each track is asked for as often. */
  List<List<String>> requests(int count, int size) {
    List<List<String>> requests = new ArrayList<>(count);
    List<String> order = new ArrayList<>(ids);
    for (int i = 0; i < count; i++) {
      int from = i * size % (order.size() / size * size);
      if (from == 0) {
        Collections.shuffle(order, new Random(i));
      }
      requests.add(List.copyOf(order.subList(from, from + size)));
    }
    return requests;
  }

  static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(120, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws Exception {
    get(engine.close());
    get(vertx.close());
  }
}
