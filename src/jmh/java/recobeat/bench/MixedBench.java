package recobeat.bench;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import recobeat.RecoBeat;
import recobeat.RecoBeatOptions;
import recobeat.embedded.EmbeddedRedis;
import recobeat.message.IdsRequest;
import recobeat.model.Status;

/**
 * Near hits, Redis hits and misses mixed, as 64 callers ask for tracks by Zipf's law, beside what a
 * user would assemble. Each turn is a new client with an empty Redis, and the same requests.
 */
public final class MixedBench {

  private static final int TRACKS = 100_000;
  private static final double EXPONENT = 0.99;
  private static final int CALLERS = 64;
  private static final int TURNS = 5;

  /** In memory; what is beyond comes from Redis. */
  private static final int NEAR = 20_000;

  /** About what an entry of features weighs in the engine. */
  private static final int ENTRY_BYTES = 600;

  private final Vertx vertx = Vertx.vertx();
  private final List<String> ids = Endless.ids(TRACKS);
  private final Endless service;

  private MixedBench() throws Exception {
    service = new Endless(vertx);
  }

  private record Turn(double idsPerSecond, double calls) {}

  /** Prints ratios of medians. */
  public static void main(String[] arguments) throws Exception {
    MixedBench bench = new MixedBench();
    Sheet sheet = new Sheet(MixedBench.class);
    bench.compare(sheet, 1, 200_000);
    bench.compare(sheet, 40, 20_000);
    sheet.end("Not shown: a service with a latency or a limit; the assembled client knows no other"
        + " names of a track, no ages, no waits of its callers, and forgets nothing of a restart.");
  }

  private void compare(Sheet sheet, int size, int count) throws Exception {
    List<List<String>> requests = requests(size, count);
    List<Turn> ours = new ArrayList<>();
    List<Turn> theirs = new ArrayList<>();
    for (int turn = 0; turn <= TURNS; turn++) {
      Turn one = run(requests, this::engine);
      Turn other = run(requests, redis ->
          new Assembled(service.baseUrl, redis, NEAR));
      if (turn > 0) { // The first is to warm up.
        ours.add(one);
        theirs.add(other);
      }
    }
    String what = size == 1 ? "1 id" : size + " ids";
    sheet.atLeast(2, what + ", mixed", median(ours.stream().mapToDouble(Turn::idsPerSecond)
        .toArray()), median(theirs.stream().mapToDouble(Turn::idsPerSecond).toArray()), "ids/s");
    sheet.atMost(0.5, what + ", mixed: calls to the service",
        median(ours.stream().mapToDouble(Turn::calls).toArray()),
        median(theirs.stream().mapToDouble(Turn::calls).toArray()), "calls");
  }

  private interface Maker {
    Client make(String redisUri) throws Exception;
  }

  private Client engine(String redis) throws Exception {
    RecoBeat engine = Warm.get(RecoBeat.start(vertx, RecoBeatOptions.defaults()
        .with("upstream.baseUrl", service.baseUrl)
        .with("redis.uri", redis)
        .with("near.bytesMax", Integer.toString(NEAR * ENTRY_BYTES))
        .with("gate.ratePerSecond", "10000")
        .with("gate.rateMax", "10000")
        .with("gate.burst", "1000")));
    return new Client() {
      @Override
      public CompletableFuture<?> features(List<String> ids) {
        return engine.audioFeatures(IdsRequest.of(ids)).map(reply -> {
          if (reply.outcomes().stream().anyMatch(each -> each.status() != Status.FOUND)) {
            throw new IllegalStateException("not all were told: " + reply);
          }
          return reply;
        }).toCompletionStage().toCompletableFuture();
      }

      @Override
      public void close() throws Exception {
        Warm.get(engine.close());
      }
    };
  }

  private Turn run(List<List<String>> requests, Maker maker) throws Exception {
    Path dir = Files.createTempDirectory("recobeat-bench-");
    try (EmbeddedRedis redis = EmbeddedRedis.start(dir, 512 << 20);
        Client client = maker.make(redis.uri())) {
      service.calls.set(0);
      long from = System.nanoTime();
      askAll(client, requests);
      double seconds = (System.nanoTime() - from) / 1e9;
      long asked = requests.stream().mapToLong(List::size).sum();
      return new Turn(asked / seconds, service.calls.get());
    }
  }

  private static void askAll(Client client, List<List<String>> requests) throws Exception {
    AtomicInteger next = new AtomicInteger();
    CountDownLatch callers = new CountDownLatch(CALLERS);
    AtomicReference<Throwable> failed = new AtomicReference<>();
    for (int caller = 0; caller < CALLERS; caller++) {
      ask(client, requests, next, callers, failed);
    }
    if (!callers.await(10, TimeUnit.MINUTES) || failed.get() != null) {
      throw new IllegalStateException("not all were answered", failed.get());
    }
  }

  /** Asks on and on, without a stack that grows where the answer is there at once. */
  private static void ask(Client client, List<List<String>> requests, AtomicInteger next,
      CountDownLatch callers, AtomicReference<Throwable> failed) {
    while (true) {
      int which = next.getAndIncrement();
      if (which >= requests.size() || failed.get() != null) {
        callers.countDown();
        return;
      }
      CompletableFuture<?> answer = client.features(requests.get(which));
      if (!answer.isDone() || answer.isCompletedExceptionally()) {
        answer.whenComplete((told, failure) -> {
          if (failure != null) {
            failed.compareAndSet(null, failure);
          }
          ask(client, requests, next, callers, failed);
        });
        return;
      }
    }
  }

  private List<List<String>> requests(int size, int count) {
    double[] upTo = new double[TRACKS];
    double sum = 0;
    for (int rank = 0; rank < TRACKS; rank++) {
      sum += 1 / Math.pow(rank + 1, EXPONENT);
      upTo[rank] = sum;
    }
    Random random = new Random(1);
    List<List<String>> requests = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      List<String> request = new ArrayList<>(size);
      while (request.size() < size) {
        int rank = Arrays.binarySearch(upTo, random.nextDouble() * sum);
        String id = ids.get(Math.min(TRACKS - 1, rank < 0 ? -rank - 1 : rank));
        if (!request.contains(id)) {
          request.add(id);
        }
      }
      requests.add(List.copyOf(request));
    }
    return requests;
  }

  private static double median(double[] figures) {
    Arrays.sort(figures);
    return figures[figures.length / 2];
  }
}
