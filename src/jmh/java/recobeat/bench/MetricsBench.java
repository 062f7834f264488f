package recobeat.bench;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import recobeat.RecoBeat;
import recobeat.RecoBeatOptions;
import recobeat.message.IdsRequest;
import recobeat.message.Terms;
import recobeat.metrics.Counters;
import recobeat.model.Kind;
import recobeat.sim.Profile;
import recobeat.sim.Sim;
import recobeat.sim.SimOptions;

/**
 * What metrics cost on the warm path: two engines in one process, one with a registry that is
 * scraped each second, one without any, are asked in turns for the features of 40 known tracks on
 * one event loop, and what the counting itself takes is measured beside it, as it cannot be turned
 * off.
 */
public final class MetricsBench {

  private static final int TRACKS = 10_000;
  private static final int IDS = 40;
  private static final int REQUESTS = 1_000;
  private static final int TURNS = 15;
  private static final int SECONDS = 2;
  private static final int WARM_TURNS = 3;

  /** Requests before timers of the same event loop have their turn. */
  private static final int STEP = 100;

  private static final int COUNTED = 50_000_000;
  private static final long SCRAPE_MS = 1_000;

  private MetricsBench() {}

  /** Prints a table; the arguments are turns and seconds, if others than 15 and 2. */
  public static void main(String[] arguments) throws Exception {
    int turns = arguments.length > 0 ? Integer.parseInt(arguments[0]) : TURNS;
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : SECONDS;
    Path dir = Files.createTempDirectory("recobeat-bench-");
    Vertx vertx = Vertx.vertx();
    Sim sim = get(Sim.start(vertx, SimOptions.defaults()
        .withProfile(Profile.NONE).withBucket(0, 1).withCoverage(1)));
    RecoBeat on = engine(vertx, sim, dir, "on", true);
    RecoBeat off = engine(vertx, sim, dir, "off", false);
    List<String> ids = sim.catalogue().sampleTracks(TRACKS, 1);
    get(on.audioFeatures(IdsRequest.of(ids)));
    get(off.audioFeatures(IdsRequest.of(ids)));
    scrape(vertx, get(on.listen()));
    get(off.listen());
    List<IdsRequest> requests = requests(ids);
    Context loop = vertx.getOrCreateContext();
    for (int i = 0; i < WARM_TURNS; i++) {
      turn(loop, on, requests, seconds);
      turn(loop, off, requests, seconds);
    }
    List<Double> ons = new ArrayList<>();
    List<Double> offs = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < turns; i++) {
      boolean isOnFirst = i % 2 == 0;
      double first = turn(loop, isOnFirst ? on : off, requests, seconds);
      double second = turn(loop, isOnFirst ? off : on, requests, seconds);
      ons.add(isOnFirst ? first : second);
      offs.add(isOnFirst ? second : first);
      ratios.add(ons.get(i) / offs.get(i));
    }
    row("off", offs);
    row("on", ons);
    System.out.printf(Locale.ROOT, "on / off, the middle of %d pairs: %.3f (%.3f to %.3f)%n", turns,
        median(ratios), Collections.min(ratios), Collections.max(ratios));
    double counting = countingNanos();
    System.out.printf(Locale.ROOT, "the counting itself: %.0f ns of the %,.0f ns of a request,"
        + " %.2f %%%n", counting, 1e9 / median(offs), 100 * counting * median(offs) / 1e9);
    get(on.close());
    get(off.close());
    get(vertx.close());
    System.exit(0);
  }

  private static RecoBeat engine(Vertx vertx, Sim sim, Path dir, String name, boolean isMetered)
      throws Exception {
    return get(RecoBeat.start(vertx, RecoBeatOptions.defaults()
        .with("upstream.baseUrl", sim.baseUrl())
        .with("addressPrefix", "recobeat." + name)
        .with("redis.dir", dir.resolve(name).toString())
        .with("gate.ratePerSecond", "10000").with("gate.burst", "1000")
        .with("http.port", "0").with("http.metrics", Boolean.toString(isMetered))));
  }

  private static void scrape(Vertx vertx, int port) {
    HttpClient client = vertx.createHttpClient();
    vertx.setPeriodic(SCRAPE_MS, tick ->
        client.request(HttpMethod.GET, port, "127.0.0.1", "/metrics")
            .compose(request -> request.send()).compose(response -> response.body())
            .onFailure(Throwable::printStackTrace));
  }

  /** Each for other tracks, and of a workflow, so that hits are accounted too. */
  private static List<IdsRequest> requests(List<String> ids) {
    List<IdsRequest> requests = new ArrayList<>();
    List<String> order = new ArrayList<>(ids);
    Random random = new Random(1);
    while (requests.size() < REQUESTS) {
      Collections.shuffle(order, random);
      for (int from = 0; from + IDS <= order.size(); from += IDS) {
        requests.add(new IdsRequest(List.copyOf(order.subList(from, from + IDS)),
            Terms.DEFAULT.workflow("bench-" + requests.size() % 20)));
      }
    }
    return requests;
  }

  /** Requests a second. */
  private static double turn(Context loop, RecoBeat engine, List<IdsRequest> requests, int seconds)
      throws Exception {
    Promise<Double> rate = Promise.promise();
    long begun = System.nanoTime();
    loop.runOnContext(go -> step(loop, engine, requests, 0, begun, seconds * 1e9, rate));
    return get(rate.future());
  }

  private static void step(Context loop, RecoBeat engine, List<IdsRequest> requests, int asked,
      long begun, double nanos, Promise<Double> rate) {
    for (int i = 0; i < STEP; i++) {
      if (!engine.audioFeatures(requests.get((asked + i) % requests.size())).succeeded()) {
        rate.tryFail("what should be near is not");
        return;
      }
    }
    long taken = System.nanoTime() - begun;
    if (taken < nanos) {
      loop.runOnContext(go ->
          step(loop, engine, requests, asked + STEP, begun, nanos, rate));
    } else {
      rate.complete((asked + STEP) * 1e9 / taken);
    }
  }

  /** What it takes to count a request of which all is near. */
  private static double countingNanos() {
    try (Counters counters =
        new Counters(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))) {
      long begun = 0;
      for (int i = -COUNTED; i < COUNTED; i++) {
        if (i == 0) {
          begun = System.nanoTime();
        }
        counters.onNear(Kind.FEATURES, IDS, 0, 0, List.of());
      }
      return (System.nanoTime() - begun) / (double) COUNTED;
    }
  }

  private static void row(String name, List<Double> rates) {
    System.out.printf(Locale.ROOT, "%-4s %,10.0f requests/s (%,.0f to %,.0f)%n", name,
        median(rates), Collections.min(rates), Collections.max(rates));
  }

  private static double median(List<Double> figures) {
    return figures.stream().sorted().toList().get(figures.size() / 2);
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(120, TimeUnit.SECONDS);
  }
}
