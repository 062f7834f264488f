package recobeat.bench;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import recobeat.RecoBeat;
import recobeat.message.IdsRequest;
import recobeat.message.Terms;
import recobeat.metrics.Counters;
import recobeat.model.Kind;

/**
 * What metrics cost on the warm path, of 40 tracks on one event loop, in many short turns: an
 * engine with a registry that is scraped each second beside one without any; and, as counting
 * itself cannot be turned off, the latter beside itself with each request counted once more.
 */
public final class MetricsBench {

  /** Few, as where in memory the many lie that an engine knows makes more of a difference. */
  private static final int TRACKS = 400;

  private static final int IDS = 40;
  private static final int REQUESTS = 1_000;
  private static final int TURNS = 400;
  private static final int WARM_TURNS = 100;
  private static final long TURN_NANOS = 50_000_000;

  /** Requests before the clock is read. */
  private static final int STEP = 50;

  private static final long SCRAPE_MS = 1_000;
  private static final double COST_MAX = 0.03;

  private MetricsBench() {}

  /** Prints medians of turns, and of the ratios within pairs of them. */
  public static void main(String[] arguments) throws Exception {
    try (Warm on = new Warm(TRACKS, "http.metrics", "true");
        Warm off = new Warm(TRACKS, "http.metrics", "false");
        Warm same = new Warm(TRACKS, "http.metrics", "false");
        Counters counters =
            new Counters(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))) {
      scrape(on.vertx, Warm.get(on.engine.listen()));
      Warm.get(off.engine.listen());
      Warm.get(same.engine.listen());
      Context loop = off.vertx.getOrCreateContext();
      Arm without = new Arm(loop, off, requests -> {});
      Arm twice = new Arm(loop, off,
          counted -> counters.onNear(Kind.FEATURES, IDS, 0, 0, List.of()));
      Arm with = new Arm(loop, on, requests -> {});
      Arm control = new Arm(loop, same, requests -> {});
      Sheet sheet = new Sheet(MetricsBench.class);
      double shown = compare(with, without);
      double counting = compare(twice, without);
      sheet.note("a registry that is scraped", shown, 1, "of throughput without");
      sheet.note("counting", counting, 1, "of throughput without");
      sheet.note("another engine without, to tell what is noise", compare(control, without), 1,
          "of throughput without");
      sheet.atMost(1, "cost of both, beside 3 %", 1 - shown * counting, COST_MAX,
          "of throughput");
      sheet.end("Not shown: several threads at once, and the accounts of workflows, which both"
          + " engines keep.");
    }
  }

  /** The middle one of the ratios of turns that follow each other, which are as noisy. */
  private static double compare(Arm one, Arm other) throws Exception {
    List<Double> ratios = new ArrayList<>();
    for (int turn = -WARM_TURNS; turn < TURNS; turn++) {
      boolean isFirst = turn % 2 == 0;
      double first = (isFirst ? one : other).turn();
      double second = (isFirst ? other : one).turn();
      if (turn >= 0) {
        ratios.add(isFirst ? first / second : second / first);
      }
    }
    return ratios.stream().sorted().toList().get(TURNS / 2);
  }

  private static void scrape(Vertx vertx, int port) {
    HttpClient client = vertx.createHttpClient();
    vertx.setPeriodic(SCRAPE_MS, tick ->
        client.request(HttpMethod.GET, port, "127.0.0.1", "/metrics")
            .compose(request -> request.send()).compose(response -> response.body())
            .onFailure(Throwable::printStackTrace));
  }

  /** An engine that is asked over and over, and what is done beside each request. */
  private static final class Arm {

    private final Context loop;
    private final RecoBeat engine;
    private final List<IdsRequest> requests = new ArrayList<>();
    private final Consumer<IdsRequest> beside;
    private int at;

    /** Each request is of a workflow, so that hits are accounted too. */
    Arm(Context loop, Warm warm, Consumer<IdsRequest> beside) {
      this.loop = loop;
      this.engine = warm.engine;
      this.beside = beside;
      for (List<String> ids : warm.requests(REQUESTS, IDS)) {
        requests.add(new IdsRequest(ids, Terms.DEFAULT.workflow("bench-" + requests.size() % 20)));
      }
    }

    /** Requests a second. */
    double turn() throws Exception {
      CompletableFuture<Double> rate = new CompletableFuture<>();
      loop.runOnContext(go -> {
        long begun = System.nanoTime();
        long taken = 0;
        int asked = 0;
        while (taken < TURN_NANOS) {
          for (int i = 0; i < STEP; i++) {
            IdsRequest request = requests.get(at++ % REQUESTS);
            if (!engine.audioFeatures(request).succeeded()) {
              rate.completeExceptionally(new IllegalStateException("what is near is not told"));
              return;
            }
            beside.accept(request);
          }
          asked += STEP;
          taken = System.nanoTime() - begun;
        }
        rate.complete(asked * 1e9 / taken);
      });
      return rate.get();
    }
  }
}
