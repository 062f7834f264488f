package recobeat.bench;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A warm drop-in request for the features of 40 tracks under {@code wrk}, in turns with a bare
 * Vert.x server that sends the same bytes, and with nginx and Varnish that have them in their
 * caches.
 */
public final class HttpBench {

  private static final int TRACKS = 10_000;
  private static final int IDS = 40;

  /** More than any memory of whole answers holds. */
  private static final int SHUFFLED = 20_000;

  private static final int TURNS = 7;
  private static final int SECONDS = 4;
  private static final String PATH = "/v1/audio-features?ids=";
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s*([0-9.]+)");
  private static final Pattern ERRORS = Pattern.compile("Non-2xx.*|Socket errors.*");

  private HttpBench() {}

  /** Prints ratios of medians. */
  public static void main(String[] arguments) throws Exception {
    Warm warm = new Warm(TRACKS);
    String bridge = "http://127.0.0.1:" + Warm.get(warm.engine.listen());
    String same = PATH + String.join(",", warm.ids.subList(0, IDS));
    String bare = "http://127.0.0.1:" + bare(warm.vertx, body(warm.vertx, bridge + same));
    Sheet sheet = new Sheet(HttpBench.class);
    try (Between nginx = Between.nginx(warm.sim.baseUrl());
        Between varnish = Between.varnish(warm.sim.baseUrl())) {
      Map<String, Double> rates = rates(Map.of("bridge", bridge + same, "bare", bare + same,
          "nginx", nginx.baseUrl + same, "varnish", varnish.baseUrl + same), null);
      double ours = rates.get("bridge");
      sheet.atLeast(0.9, "same URL, beside bare Vert.x", ours, rates.get("bare"), "requests/s");
      sheet.atLeast(1.2, "same URL, beside nginx", ours, rates.get("nginx"), "requests/s");
      sheet.atLeast(1.6, "same URL, beside Varnish", ours, rates.get("varnish"), "requests/s");
    }
    Map<String, Double> shuffled =
        rates(Map.of("bridge", bridge, "bare", bare), script(warm));
    sheet.atLeast(0.6, "ids shuffled, beside bare Vert.x",
        shuffled.get("bridge"), shuffled.get("bare"), "requests/s");
    sheet.end("Not shown: anything but warm hits of the near cache, TLS, HTTP/2, compression, or a"
        + " load generator on another machine.");
  }

  /** Medians, after a turn of each to warm up. */
  private static Map<String, Double> rates(Map<String, String> urls, @Nullable Path script)
      throws Exception {
    Map<String, List<Double>> rates = new LinkedHashMap<>();
    for (int turn = -1; turn < TURNS; turn++) {
      for (Map.Entry<String, String> each : urls.entrySet()) {
        double rate = wrk(each.getValue(), script);
        if (turn >= 0) {
          rates.computeIfAbsent(each.getKey(), first -> new ArrayList<>()).add(rate);
        }
      }
    }
    Map<String, Double> medians = new LinkedHashMap<>();
    rates.forEach((name, all) ->
        medians.put(name, all.stream().sorted().toList().get(TURNS / 2)));
    return medians;
  }

  private static double wrk(String url, @Nullable Path script) throws Exception {
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

  /** Asks for other 40 of the tracks each time; it knows many such requests. */
  private static Path script(Warm warm) throws IOException {
    List<String> lines = new ArrayList<>(List.of("local paths = {"));
    for (List<String> ids : warm.requests(SHUFFLED, IDS)) {
      lines.add("\"" + PATH + String.join(",", ids) + "\",");
    }
    lines.addAll(List.of("}", "local i = 0", "request = function()", "  i = i % #paths + 1",
        "  return wrk.format(nil, paths[i])", "end"));
    return Files.write(warm.dir.resolve("shuffled.lua"), lines);
  }

  private static Buffer body(Vertx vertx, String url) throws Exception {
    return Warm.get(vertx.createHttpClient()
        .request(new RequestOptions().setAbsoluteURI(url))
        .compose(request -> request.send()).compose(response -> response.body()));
  }

  private static int bare(Vertx vertx, Buffer body) throws Exception {
    AtomicInteger port = new AtomicInteger();
    Warm.get(vertx.deployVerticle(() -> new VerticleBase() {
      @Override
      public Future<?> start() {
        return vertx.createHttpServer()
            .requestHandler(request -> request.response()
                .putHeader("Content-Type", "application/json").end(body))
            .listen(-2, "127.0.0.1").onSuccess(server -> port.set(server.actualPort()));
      }
    }, new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors())));
    return port.get();
  }
}
