package recobeat.bench;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A service that knows the features of every Spotify id, answers at once and counts its calls. */
final class Endless {

  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int ID_LENGTH = 22;

  final AtomicLong calls = new AtomicLong();
  final String baseUrl;

  /** One that answers at once. */
  Endless(Vertx vertx) throws Exception {
    this(vertx, 0);
  }

  /** One that answers after so many milliseconds. */
  Endless(Vertx vertx, long delayMs) throws Exception {
    AtomicInteger port = new AtomicInteger();
    Warm.get(vertx.deployVerticle(() -> new VerticleBase() {
      @Override
      public Future<?> start() {
        return vertx.createHttpServer().requestHandler(request -> {
          calls.incrementAndGet();
          Runnable answer = () -> request.response()
              .putHeader("Content-Type", "application/json")
              // Else those between keep nothing.
              .putHeader("Cache-Control", "max-age=3600")
              .end(Stream.of(request.getParam("ids").split(",")).map(Endless::features)
                  .collect(Collectors.joining(",", "{\"content\":[", "]}")));
          if (delayMs == 0) {
            answer.run();
          } else {
            vertx.setTimer(delayMs, id -> answer.run());
          }
        }).listen(-1, "127.0.0.1").onSuccess(server -> port.set(server.actualPort()));
      }
    }, new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors())));
    baseUrl = "http://127.0.0.1:" + port.get();
  }

  /** Different ids, always the same. */
  static List<String> ids(int count) {
    List<String> ids = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ids.add(id(i));
    }
    return ids;
  }

  static String id(long number) {
    StringBuilder id = new StringBuilder(ID_LENGTH);
    long mixed = number;
    while (id.length() < ID_LENGTH) {
      mixed = (mixed ^ mixed >>> 31) * 0x9E3779B97F4A7C15L + number;
      id.append(DIGITS.charAt((int) Long.remainderUnsigned(mixed, DIGITS.length())));
    }
    return id.toString();
  }

  /** A row as the service writes it. */
  static String features(String id) {
    long hash = id.hashCode() * 0x9E3779B97F4A7C15L;
    double part = (hash >>> 11) * 0x1.0p-53;
    return String.format(Locale.ROOT, "{\"id\":\"%08x-%04x-4%03x-8%03x-%012x\","
            + "\"href\":\"https://open.spotify.com/track/%s\",\"isrc\":\"USABC%07d\","
            + "\"acousticness\":%.4f,\"danceability\":%.3f,\"energy\":%.3f,"
            + "\"instrumentalness\":%.2e,\"key\":%d,\"liveness\":%.3f,\"loudness\":-%.3f,"
            + "\"mode\":%d,\"speechiness\":%.4f,\"tempo\":%.3f,\"valence\":%.3f}",
        (int) hash, hash >>> 16 & 0xffff, hash >>> 20 & 0xfff, hash >>> 32 & 0xfff,
        hash & 0xffffffffffffL, id, (hash >>> 8) % 10_000_000, part, 1 - part, part / 2,
        part / 1000, hash >>> 60 & 7, part / 3, 20 * part, hash & 1, part / 10, 60 + 120 * part,
        1 - part / 2);
  }
}
