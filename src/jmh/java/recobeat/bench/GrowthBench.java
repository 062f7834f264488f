package recobeat.bench;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import recobeat.RecoBeat;
import recobeat.RecoBeatOptions;
import recobeat.message.IdsRequest;

/**
 * How the engine fares as everything grows: near hits with up to a million tracks known and of up
 * to 10,000 ids at once, each relative to a bare Caffeine cache of the same size; and up to 10,000
 * callers who wait for one track each.
 */
public final class GrowthBench {

  private static final int[] TRACKS = {10_000, 100_000, 1_000_000};
  private static final int[] BATCHES = {1, 10, 100, 1_000, 10_000};
  private static final int[] CALLERS = {1, 10, 100, 1_000, 10_000};
  private static final int PART = 10_000;
  private static final int IDS = 40;
  private static final int TURNS = 9;
  private static final long TURN_NANOS = 500_000_000;

  private final Vertx vertx = Vertx.vertx();
  private final Endless service = new Endless(vertx);
  private final Cache<String, String> bare = Caffeine.newBuilder().build();
  private final Random random = new Random(1);
  private final RecoBeat engine;
  private int known;

  private GrowthBench() throws Exception {
    engine = Warm.get(RecoBeat.start(vertx, RecoBeatOptions.defaults()
        .with("upstream.baseUrl", service.baseUrl)
        .with("redis.dir", Files.createTempDirectory("recobeat-bench-").toString())
        .with("redis.memoryBytesMax", "4GiB").with("near.bytesMax", "3GiB")
        .with("gate.ratePerSecond", "10000").with("gate.rateMax", "10000")
        .with("gate.burst", "1000").with("gate.concurrency", "16")));
  }

  /** Prints what is lost from the smallest to the largest, and plots the curves. */
  public static void main(String[] arguments) throws Exception {
    GrowthBench bench = new GrowthBench();
    Sheet sheet = new Sheet(GrowthBench.class);
    Plot waiting = new Plot("callers waiting: ms until the last of them is answered, each 1,000");
    for (int callers : CALLERS) {
      waiting.add(callers, bench.waiting(callers) / callers * 1_000);
    }
    waiting.write("growth-callers");
    sheet.atMost(1, "ms a caller, 10,000 waiting beside 100",
        waiting.at(10_000), waiting.at(100), "ms/1,000");
    Plot tracks = new Plot("near hits by tracks known: throughput beside bare Caffeine");
    for (int size : TRACKS) {
      bench.know(size);
      tracks.add(size, bench.ratio(IDS));
    }
    tracks.write("growth-tracks");
    sheet.atLeast(0.8, "1,000,000 tracks known beside 10,000",
        tracks.at(1_000_000), tracks.at(10_000), "of Caffeine");
    Plot batches = new Plot("near hits by ids at once: throughput beside bare Caffeine");
    for (int size : BATCHES) {
      batches.add(size, bench.ratio(size));
    }
    batches.write("growth-batches");
    sheet.atLeast(0.8, "10,000 ids at once beside 10",
        batches.at(10_000), batches.at(10), "of Caffeine");
    sheet.end("Not shown: several threads, and a service that is slow. The plots are beside this.");
  }

  private void know(int tracks) throws Exception {
    for (; known < tracks; known += PART) {
      List<String> ids = new ArrayList<>(PART);
      for (int i = known; i < known + PART; i++) {
        ids.add(Endless.id(i));
      }
      Warm.get(engine.audioFeatures(IdsRequest.of(ids))).outcomes()
          .forEach(each -> bare.put(each.id(), String.valueOf(each.value())));
    }
  }

  /** Ours by theirs: the middle of turns that alternate. */
  private double ratio(int size) {
    List<List<String>> requests = new ArrayList<>();
    for (int i = 0; i < Math.max(4, 400_000 / size); i++) {
      List<String> ids = new ArrayList<>(size);
      for (int j = 0; j < size; j++) {
        ids.add(Endless.id(random.nextInt(known)));
      }
      requests.add(ids);
    }
    List<Double> ratios = new ArrayList<>();
    for (int turn = 0; turn < TURNS; turn++) {
      double ours = rate(requests, ids -> {
        if (!engine.audioFeatures(IdsRequest.of(ids)).succeeded()) {
          throw new IllegalStateException("not near");
        }
      });
      ratios.add(ours / rate(requests, bare::getAllPresent));
    }
    return ratios.stream().sorted().toList().get(TURNS / 2);
  }

  private static double rate(List<List<String>> requests, Consumer<List<String>> asking) {
    long from = System.nanoTime();
    int asked = 0;
    while (System.nanoTime() - from < TURN_NANOS) {
      asking.accept(requests.get(asked++ % requests.size()));
    }
    return asked * 1e9 / (System.nanoTime() - from);
  }

  /** Milliseconds until all are answered who ask for a track each that nobody knows. */
  private double waiting(int callers) throws Exception {
    List<Double> times = new ArrayList<>();
    for (int turn = 0; turn < TURNS; turn++) {
      List<Future<?>> answers = new ArrayList<>(callers);
      int fresh = -1 - turn * CALLERS[CALLERS.length - 1] * 2 - callers;
      long from = System.nanoTime();
      for (int i = 0; i < callers; i++) {
        answers.add(engine.audioFeatures(IdsRequest.of(Endless.id(fresh - i))));
      }
      Warm.get(Future.all(answers));
      times.add((System.nanoTime() - from) / 1e6);
    }
    return times.stream().sorted().toList().get(TURNS / 2);
  }
}
