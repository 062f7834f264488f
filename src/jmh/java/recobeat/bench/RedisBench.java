package recobeat.bench;

import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import recobeat.RecoBeat;
import recobeat.RecoBeatOptions;
import recobeat.embedded.EmbeddedRedis;
import recobeat.message.IdsRequest;
import recobeat.message.Reply;
import recobeat.model.Source;

/**
 * Features that Redis has and the near cache has not, for 64 callers of 40 ids each, beside what
 * {@code redis-benchmark} gets out of the same Redis by MGET of 40 keys, at the best of some depths
 * of its pipeline, of the same 40 and of others each time; in turns.
 */
public final class RedisBench {

  private static final int TRACKS = 20_000;
  private static final int IDS = 40;
  private static final int CALLERS = 64;
  private static final int REQUESTS = 20_000;
  private static final int TURNS = 5;
  private static final int[] DEPTHS = {1, 4, 16};
  /** For redis-benchmark, any of the ids. */
  private static final String ANY = "0".repeat(10) + "__rand_int__";

  private static final Pattern RATE = Pattern.compile("([0-9.]+) requests per second");

  private RedisBench() {}

  /** Prints ratios of medians. */
  public static void main(String[] arguments) throws Exception {
    Vertx vertx = Vertx.vertx();
    Endless service = new Endless(vertx);
    Path dir = Files.createTempDirectory("recobeat-bench-");
    try (EmbeddedRedis redis = EmbeddedRedis.start(dir, 512 << 20)) {
      RecoBeat engine = Warm.get(RecoBeat.start(vertx, RecoBeatOptions.defaults()
          .with("upstream.baseUrl", service.baseUrl).with("redis.uri", redis.uri())
          .with("near.bytesMax", "1")
          .with("gate.ratePerSecond", "10000").with("gate.rateMax", "10000")
          .with("gate.burst", "1000")));
      List<String> ids = IntStream.range(0, TRACKS)
          .mapToObj(number -> String.format(Locale.ROOT, "%022d", number)).toList();
      for (int at = 0; at < TRACKS; at += 10_000) {
        Warm.get(engine.audioFeatures(IdsRequest.of(ids.subList(at, at + 10_000))));
      }
      List<Double> ours = new ArrayList<>();
      List<Double> same = new ArrayList<>();
      List<Double> others = new ArrayList<>();
      List<List<String>> requests = requests(ids);
      for (int turn = 0; turn <= TURNS; turn++) {
        double one = keysPerSecond(engine, requests);
        double best = best(redis.uri(), ids.subList(0, IDS));
        double bestOfOthers = best(redis.uri(), Collections.nCopies(IDS, ANY));
        if (turn > 0) { // The first is to warm up.
          ours.add(one);
          same.add(best);
          others.add(bestOfOthers);
        }
      }
      Sheet sheet = new Sheet(RedisBench.class);
      sheet.atLeast(0.6, "Redis hits, 40 ids, 64 callers", median(ours), median(same), "keys/s");
      sheet.note("the same, its keys others each time too", median(ours), median(others), "keys/s");
      sheet.end("Not shown: a Redis on another machine. redis-benchmark looks for the same 40 keys"
          + " each time, which stay in the processor's cache, and reads none of what it gets.");
      Warm.get(engine.close());
    }
  }

  private static List<List<String>> requests(List<String> ids) {
    List<List<String>> requests = new ArrayList<>(REQUESTS);
    Random random = new Random(1);
    for (int i = 0; i < REQUESTS; i++) {
      int from = random.nextInt(ids.size() - IDS);
      requests.add(ids.subList(from, from + IDS));
    }
    return requests;
  }

  private static double keysPerSecond(RecoBeat engine, List<List<String>> requests)
      throws Exception {
    AtomicInteger next = new AtomicInteger();
    CountDownLatch callers = new CountDownLatch(CALLERS);
    CompletableFuture<Void> wrong = new CompletableFuture<>();
    long from = System.nanoTime();
    for (int i = 0; i < CALLERS; i++) {
      ask(engine, requests, next, callers, wrong);
    }
    if (!callers.await(2, TimeUnit.MINUTES) || wrong.isDone()) {
      throw new IllegalStateException("not all came from Redis: " + wrong);
    }
    return (double) requests.size() * IDS / (System.nanoTime() - from) * 1e9;
  }

  private static void ask(RecoBeat engine, List<List<String>> requests, AtomicInteger next,
      CountDownLatch callers, CompletableFuture<Void> wrong) {
    int which = next.getAndIncrement();
    if (which >= requests.size() || wrong.isDone()) {
      callers.countDown();
      return;
    }
    engine.audioFeatures(IdsRequest.of(requests.get(which))).onComplete(done -> {
      if (done.failed() || !isFromRedis(done.result())) {
        wrong.completeExceptionally(new IllegalStateException(String.valueOf(done)));
      }
      ask(engine, requests, next, callers, wrong);
    });
  }

  private static boolean isFromRedis(Reply reply) {
    return reply.outcomes().stream().allMatch(each -> each.source() == Source.REDIS);
  }

  private static double best(String uri, List<String> ids) throws Exception {
    double best = 0;
    for (int depth : DEPTHS) {
      best = Math.max(best, benchmark(uri, ids, depth));
    }
    return best;
  }

  private static double benchmark(String uri, List<String> ids, int depth) throws Exception {
    Matcher parts = Pattern.compile("redis://:(.*)@(.*):(\\d+).*").matcher(uri);
    if (!parts.matches()) {
      throw new IllegalStateException(uri);
    }
    List<String> command = new ArrayList<>(List.of("redis-benchmark",
        "-h", parts.group(2), "-p", parts.group(3), "-a", parts.group(1),
        "-c", Integer.toString(CALLERS), "-n", Integer.toString(REQUESTS),
        "-P", Integer.toString(depth), "-r", Integer.toString(TRACKS), "MGET"));
    ids.forEach(id -> command.add("rb1:f:" + id));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher rate = RATE.matcher(said);
    if (!rate.find() || said.contains("ERR")) {
      throw new IllegalStateException(said);
    }
    return Double.parseDouble(rate.group(1)) * IDS;
  }

  private static double median(List<Double> figures) {
    Collections.sort(figures);
    return figures.get(figures.size() / 2);
  }
}
