package recobeat.bench;

import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import recobeat.RecoBeat;
import recobeat.RecoBeatOptions;
import recobeat.embedded.EmbeddedRedis;
import recobeat.message.IdsRequest;

/**
 * From the start of the process to the first warm answer over HTTP, with the features of a million
 * tracks in the embedded Redis, beside that Redis's own start on the same files; in turns.
 */
public final class StartBench {

  private static final int TRACKS = 1_000_000;
  private static final int PART = 10_000;
  private static final int TURNS = 3;
  private static final String MEMORY = "4GiB";
  private static final double ALLOWED_S = 1.5;
  private static final Pattern READY = Pattern.compile("answers on (http://\\S+)/v1 ");

  private StartBench() {}

  /** Prints medians. */
  public static void main(String[] arguments) throws Exception {
    Path dir = Files.createTempDirectory("recobeat-bench-").resolve("redis");
    Vertx vertx = Vertx.vertx();
    Endless service = new Endless(vertx);
    fill(vertx, service, dir);
    List<Double> ours = new ArrayList<>();
    List<Double> redis = new ArrayList<>();
    for (int turn = 0; turn < TURNS; turn++) {
      long from = System.nanoTime();
      EmbeddedRedis.start(dir, 4L << 30).close();
      redis.add((System.nanoTime() - from) / 1e9);
      ours.add(start(service, dir));
    }
    Sheet sheet = new Sheet(StartBench.class);
    sheet.note("Redis alone is there", median(redis), median(redis), "s");
    sheet.atMost(1, "first warm answer, beside that + 1.5 s",
        median(ours), median(redis) + ALLOWED_S, "s");
    sheet.end("Not shown: a disk that has to be read, as the files are in the system's cache."
        + " Redis's time has its clean end in it.");
  }

  private static void fill(Vertx vertx, Endless service, Path dir) throws Exception {
    RecoBeat engine = Warm.get(RecoBeat.start(vertx, RecoBeatOptions.defaults()
        .with("upstream.baseUrl", service.baseUrl).with("redis.dir", dir.toString())
        .with("redis.memoryBytesMax", MEMORY).with("near.bytesMax", "1")
        .with("gate.ratePerSecond", "10000").with("gate.rateMax", "10000")
        .with("gate.burst", "1000").with("gate.concurrency", "16")));
    for (int at = 0; at < TRACKS; at += PART) {
      List<String> ids = new ArrayList<>(PART);
      for (int i = at; i < at + PART; i++) {
        ids.add(Endless.id(i));
      }
      Warm.get(engine.audioFeatures(IdsRequest.of(ids)));
    }
    Warm.get(engine.close());
  }

  private static double start(Endless service, Path dir) throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    long calls = service.calls.get();
    long from = System.nanoTime();
    Process engine = new ProcessBuilder("java", "-jar", "target/recobeat-engine.jar", "serve",
        "--set", "redis.dir=" + dir, "--set", "redis.memoryBytesMax=" + MEMORY,
        "--set", "http.port=0", "--set", "upstream.baseUrl=" + service.baseUrl)
        .redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader out = engine.inputReader()) {
      Matcher ready = READY.matcher(String.valueOf(out.readLine()));
      if (!ready.find()) {
        throw new IllegalStateException("it did not start; is it packaged?");
      }
      HttpResponse<String> answer = http.send(HttpRequest.newBuilder(URI.create(ready.group(1)
          + "/v1/audio-features?ids=" + Endless.id(TRACKS / 2))).build(), BodyHandlers.ofString());
      double seconds = (System.nanoTime() - from) / 1e9;
      if (!answer.body().contains(Endless.id(TRACKS / 2)) || service.calls.get() != calls) {
        throw new IllegalStateException("it was not warm: " + answer.body());
      }
      return seconds;
    } finally {
      engine.destroy();
      engine.waitFor();
    }
  }

  private static double median(List<Double> figures) {
    Collections.sort(figures);
    return figures.get(figures.size() / 2);
  }
}
