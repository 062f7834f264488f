package recobeat.bench;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import recobeat.RecoBeat;
import recobeat.RecoBeatOptions;
import recobeat.message.IdsRequest;
import recobeat.sim.Profile;
import recobeat.sim.Sim;
import recobeat.sim.SimOptions;

/**
 * A warm drop-in request for the features of 40 tracks, beside a bare Vert.x server that sends the
 * same bytes: both under {@code wrk}, in turns, in one run.
 */
public final class HttpBench {

  private static final int TRACKS = 10_000;
  private static final int IDS = 40;

  /** More than any memory of whole answers holds. */
  private static final int SHUFFLED = 20_000;

  private static final int TURNS = 7;
  private static final int SECONDS = 5;
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s*([0-9.]+)");
  private static final Pattern ERRORS = Pattern.compile("Non-2xx.*|Socket errors.*");

  private HttpBench() {}

  /** Prints a table, and the same as JSON into the file given, if any. */
  public static void main(String[] arguments) throws Exception {
    Path dir = Files.createTempDirectory("recobeat-bench-");
    Vertx vertx = Vertx.vertx();
    Sim sim = get(Sim.start(vertx, SimOptions.defaults()
        .withProfile(Profile.NONE).withBucket(0, 1).withCoverage(1)));
    RecoBeat engine = get(RecoBeat.start(vertx, RecoBeatOptions.defaults()
        .with("upstream.baseUrl", sim.baseUrl())
        .with("redis.dir", dir.resolve("redis").toString())
        .with("gate.ratePerSecond", "10000").with("gate.burst", "1000").with("http.port", "0")));
    List<String> ids = sim.catalogue().sampleTracks(TRACKS, 1);
    get(engine.audioFeatures(IdsRequest.of(ids)));
    String path = "/v1/audio-features?ids=";
    String one = path + String.join(",", ids.subList(0, IDS));
    String bridge = "http://127.0.0.1:" + get(engine.listen());
    String bare = "http://127.0.0.1:" + bare(vertx, body(vertx, bridge + one));
    Path shuffled = shuffled(dir, path, ids);
    JsonObject result = new JsonObject()
        .put("same URL", compare("same URL", bare, bridge, List.of(one), null))
        .put("shuffled", compare("shuffled", bare, bridge, List.of("/"), shuffled));
    if (arguments.length > 0) {
      Files.writeString(Path.of(arguments[0]), result.encodePrettily() + "\n");
    }
    get(engine.close());
    get(vertx.close());
    System.exit(0);
  }

  private static JsonObject compare(
      String name, String bare, String bridge, List<String> paths, Path script) throws Exception {
    List<Double> bares = new ArrayList<>();
    List<Double> bridges = new ArrayList<>();
    wrk(bare + paths.get(0), script);
    wrk(bridge + paths.get(0), script);
    for (int turn = 0; turn < TURNS; turn++) {
      bares.add(wrk(bare + paths.get(0), script));
      bridges.add(wrk(bridge + paths.get(0), script));
    }
    double ratio = median(bridges) / median(bares);
    System.out.printf(Locale.ROOT, "%-10s bare %,8.0f/s (%,.0f to %,.0f)   bridge %,8.0f/s"
        + " (%,.0f to %,.0f)   ratio %.2f%n", name, median(bares), Collections.min(bares),
        Collections.max(bares), median(bridges), Collections.min(bridges),
        Collections.max(bridges), ratio);
    return new JsonObject().put("bare", median(bares)).put("bridge", median(bridges))
        .put("ratio", ratio);
  }

  private static double wrk(String url, Path script) throws Exception {
    List<String> command = new ArrayList<>(List.of(
        "wrk", "-t1", "-c64", "-d" + SECONDS + "s"));
    if (script != null) {
      command.addAll(List.of("-s", script.toString()));
    }
    command.add(url);
    Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher rate = RATE.matcher(said);
    if (!rate.find() || ERRORS.matcher(said).find()) {
      throw new IllegalStateException(said);
    }
    return Double.parseDouble(rate.group(1));
  }

  /** A script that asks for other 40 of the tracks each time; it knows many such requests. */
  private static Path shuffled(Path dir, String path, List<String> ids) throws IOException {
    List<String> lines = new ArrayList<>(List.of("local paths = {"));
    List<String> order = new ArrayList<>(ids);
    for (int i = 0; i < SHUFFLED; i++) {
      if (i * IDS % TRACKS == 0) {
        Collections.shuffle(order, new java.util.Random(i));
      }
      int from = i * IDS % TRACKS;
      lines.add("\"" + path + String.join(",", order.subList(from, from + IDS)) + "\",");
    }
    lines.addAll(List.of("}", "local i = 0", "request = function()", "  i = i % #paths + 1",
        "  return wrk.format(nil, paths[i])", "end"));
    return Files.write(dir.resolve("shuffled.lua"), lines);
  }

  private static Buffer body(Vertx vertx, String url) throws Exception {
    return get(vertx.createHttpClient()
        .request(new io.vertx.core.http.RequestOptions().setAbsoluteURI(url))
        .compose(request -> request.send()).compose(response -> response.body()));
  }

  private static int bare(Vertx vertx, Buffer body) throws Exception {
    int[] port = {0};
    get(vertx.deployVerticle(() -> new VerticleBase() {
      @Override
      public Future<?> start() {
        return vertx.createHttpServer()
            .requestHandler(request -> request.response()
                .putHeader("Content-Type", "application/json").end(body))
            .listen(-2, "127.0.0.1").onSuccess(server -> port[0] = server.actualPort());
      }
    }, new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors())));
    return port[0];
  }

  private static double median(List<Double> figures) {
    return figures.stream().sorted().toList().get(figures.size() / 2);
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(120, TimeUnit.SECONDS);
  }
}
