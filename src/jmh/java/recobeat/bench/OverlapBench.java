package recobeat.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import recobeat.RecoBeat;
import recobeat.RecoBeatOptions;
import recobeat.embedded.EmbeddedRedis;

/**
 * How many calls it takes to ask for overlapping lists: 69 charts once a day for 40 days, and
 * playlists once each, by 40 ids at a time in another order each time. A day's requests are all
 * made at once; the next day follows when they are answered.
 */
public final class OverlapBench {

  private static final Path DATA = Path.of(System.getProperty("recobeat.data", "../shared/data"));
  /** On a good day; how long it takes decides how long company is waited for. */
  private static final long DELAY_MS = 250;

  private static final int IDS_MAX = 40;
  private static final int FROM_DAY = 700;
  private static final int DAYS = 40;
  private static final int PLAYLISTS = 200;
  private static final int NEAR = 1_000_000;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Endless service;

  private OverlapBench() throws Exception {
    service = new Endless(vertx, DELAY_MS);
  }

  /** Prints how many calls each makes, beside the least and beside each other. */
  public static void main(String[] arguments) throws Exception {
    OverlapBench bench = new OverlapBench();
    Sheet sheet = new Sheet(OverlapBench.class);
    bench.compare(sheet, "charts", charts(), true);
    bench.compare(sheet, "playlists", playlists(), false);
    sheet.end("Not shown: how long it takes, and a service that limits. The least is a call for"
        + " each 40 ids of a day that nobody asked for before.");
  }

  private void compare(Sheet sheet, String what, List<List<List<String>>> days, boolean overlap)
      throws Exception {
    long least = least(days);
    long ours;
    Path dir = Files.createTempDirectory("recobeat-bench-");
    RecoBeat engine = Warm.get(RecoBeat.start(vertx, RecoBeatOptions.defaults()
        .with("upstream.baseUrl", service.baseUrl).with("redis.dir", dir.toString())
        .with("gate.ratePerSecond", "10000").with("gate.rateMax", "10000")
        .with("gate.burst", "1000").with("http.port", "0")));
    ours = calls(days, overHttp("http://127.0.0.1:" + Warm.get(engine.listen())));
    Warm.get(engine.close());
    sheet.atMost(1.05, what + ": calls, beside the least", ours, least, "calls");
    try (Between nginx = Between.nginx(service.baseUrl)) {
      against(sheet, what + ": calls, beside nginx", ours, calls(days, overHttp(nginx.baseUrl)),
          overlap);
    }
    try (Between varnish = Between.varnish(service.baseUrl)) {
      against(sheet, what + ": calls, beside Varnish", ours,
          calls(days, overHttp(varnish.baseUrl)), overlap);
    }
    try (EmbeddedRedis redis =
            EmbeddedRedis.start(Files.createTempDirectory("recobeat-bench-"), 512 << 20);
        Assembled assembled = new Assembled(service.baseUrl, redis.uri(), NEAR)) {
      sheet.note(what + ": calls, beside what one would assemble", ours, calls(days, assembled),
          "calls");
    }
  }

  private static void against(
      Sheet sheet, String what, double ours, double theirs, boolean overlap) {
    if (overlap) {
      sheet.atMost(0.1, what, ours, theirs, "calls");
    } else {
      sheet.note(what, ours, theirs, "calls");
    }
  }

  private long calls(List<List<List<String>>> days, Client client) {
    service.calls.set(0);
    for (List<List<String>> day : days) {
      CompletableFuture.allOf(day.stream().map(client::features)
          .toArray(CompletableFuture[]::new)).join();
    }
    return service.calls.get();
  }

  private Client overHttp(String baseUrl) {
    return new Client() {
      @Override
      public CompletableFuture<?> features(List<String> ids) {
        URI uri = URI.create(baseUrl + "/v1/audio-features?ids=" + String.join(",", ids));
        return http.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
            .thenAccept(answer -> check(answer, ids.size()));
      }

      @Override
      public void close() {}
    };
  }

  private static void check(HttpResponse<String> answer, int rows) {
    if (answer.statusCode() != 200
        || new JsonObject(answer.body()).getJsonArray("content").size() != rows) {
      throw new IllegalStateException(answer + ": " + answer.body());
    }
  }

  private static long least(List<List<List<String>>> days) {
    Set<String> known = new HashSet<>();
    long least = 0;
    for (List<List<String>> day : days) {
      int before = known.size();
      day.forEach(known::addAll);
      least += (known.size() - before + IDS_MAX - 1) / IDS_MAX;
    }
    return least;
  }

  private static JsonObject read(String file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(DATA.resolve(file)))) {
      return new JsonObject(Buffer.buffer(in.readAllBytes()));
    }
  }

  /** Requests by day. */
  private static List<List<List<String>>> charts() throws IOException {
    List<JsonArray> charts = read("chart-history.json.gz").getJsonObject("charts").stream()
        .map(chart -> (JsonObject) chart.getValue())
        .filter(chart -> chart.getString("name").contains("Top 50"))
        .map(chart -> chart.getJsonArray("entries")).toList();
    Random random = new Random(1);
    return IntStream.range(FROM_DAY, FROM_DAY + DAYS)
        .mapToObj(day -> charts.stream()
            .map(entries -> entries.stream().map(entry -> (JsonArray) entry)
                .filter(entry -> entry.getInteger(1) <= day
                    && (entry.getInteger(2) == null || day < entry.getInteger(2)))
                .map(entry -> Endless.id(entry.getInteger(0))).distinct().toList())
            .flatMap(list -> cut(list, random).stream()).toList())
        .toList();
  }

  /** All of them at once. */
  private static List<List<List<String>>> playlists() throws IOException {
    Random random = new Random(1);
    List<List<String>> requests = new ArrayList<>();
    read("playlists.json.gz").stream().limit(PLAYLISTS)
        .map(each -> ((JsonObject) each.getValue()).getJsonArray("tracks"))
        .forEach(tracks -> requests.addAll(cut(
            tracks.stream().map(String::valueOf).distinct().toList(), random)));
    return List.of(requests);
  }

  private static List<List<String>> cut(List<String> ids, Random random) {
    List<String> shuffled = new ArrayList<>(ids);
    Collections.shuffle(shuffled, random);
    List<List<String>> parts = new ArrayList<>();
    for (int from = 0; from < shuffled.size(); from += IDS_MAX) {
      parts.add(List.copyOf(shuffled.subList(from, Math.min(shuffled.size(), from + IDS_MAX))));
    }
    return parts;
  }
}
