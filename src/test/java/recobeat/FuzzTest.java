package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import recobeat.sim.Profile;
import recobeat.sim.Sim;
import recobeat.sim.SimOptions;

/** Malformed requests of every kind, drawn from a seed, sent over raw sockets. */
@Timeout(180)
class FuzzTest {

  private static final int REQUESTS = 20_000;
  private static final int SENDERS = 8;
  private static final long SEED = Long.getLong("recobeat.fuzz.seed", 1);

  @TempDir
  Path dir;

  private final TreeMap<Integer, AtomicInteger> statuses = new TreeMap<>();

  @Test
  void bridge_manyMalformedRequests_staysWhole() throws Exception {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(log);
    Vertx vertx = Vertx.vertx();
    try {
      Sim sim = Rig.get(Sim.start(vertx, SimOptions.defaults()
          .withProfile(Profile.NONE).withBucket(0, 1)));
      int port = Rig.get(engine(vertx, sim).listen());
      Thread[] senders = new Thread[SENDERS];
      AtomicInteger sent = new AtomicInteger();
      AtomicInteger broken = new AtomicInteger();
      Queue<String> unanswered = new ConcurrentLinkedQueue<>();
      for (int i = 0; i < SENDERS; i++) {
        SplittableRandom random = new SplittableRandom(SEED + i);
        senders[i] = new Thread(() -> {
          for (int n = 0; n < REQUESTS / SENDERS; n++) {
            FuzzedRequest request = new FuzzedRequest(random);
            sent.incrementAndGet();
            try {
              exchange(port, request);
            } catch (SocketTimeoutException silent) {
              if (request.isWhole()) {
                unanswered.add(request.toString());
              }
            } catch (IOException refused) {
              broken.incrementAndGet();
            }
          }
        });
        senders[i].start();
      }
      for (Thread sender : senders) {
        sender.join();
      }
      String said = "seed " + SEED + ": " + statuses + ", " + broken + " without an answer";
      assertThat(sent.get()).isEqualTo(REQUESTS);
      assertThat(unanswered).as(said).isEmpty();
      assertThat(statuses.keySet()).as(said)
          .allMatch(status -> status < 500 || status == 503)
          .contains(200, 400, 404);
      assertThat(log.list.stream().filter(event -> event.getLevel().isGreaterOrEqual(Level.ERROR)
          || event.getThrowableProxy() != null).map(ILoggingEvent::toString)).as(said).isEmpty();
      await().untilAsserted(() -> assertThat(connections(port)).as(said).isLessThanOrEqualTo(2));
      String id = sim.catalogue().sampleTracks(1, 1).get(0);
      assertThat(get(port, "/v1/track?ids=" + id)).startsWith("{\"content\":[");
    } finally {
      Rig.get(vertx.close());
      root.detachAppender(log);
    }
  }

  private RecoBeat engine(Vertx vertx, Sim sim) {
    return Rig.get(RecoBeat.start(vertx, RecoBeatOptions.defaults()
        .with("upstream.baseUrl", sim.baseUrl())
        .with("redis.dir", dir.toString())
        .with("gate.ratePerSecond", "10000")
        .with("gate.burst", "1000")
        .with("http.port", "0")
        .with("http.idle", "1s")
        .with("admin.token", "t0ken")
        .with("ask.waitDefault", "5s")));
  }

  /** Sends it, and counts the status of the answer if there is one. */
  private void exchange(int port, FuzzedRequest request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(request.isWhole() ? 10_000 : 20);
      socket.getOutputStream().write(request.bytes());
      socket.getOutputStream().flush();
      InputStream in = socket.getInputStream();
      byte[] line = in.readNBytes("HTTP/1.1 200".length());
      String text = new String(line, StandardCharsets.ISO_8859_1);
      if (text.matches("HTTP/1\\.[01] \\d{3}")) {
        synchronized (statuses) {
          statuses.computeIfAbsent(Integer.valueOf(text.substring(9)), any -> new AtomicInteger())
              .incrementAndGet();
        }
      }
    }
  }

  private static int connections(int port) throws Exception {
    return new JsonObject(get(port, "/admin/stats")).getJsonObject("http")
        .getInteger("connections");
  }

  private static String get(int port, String path) throws Exception {
    return HttpClient.newHttpClient().send(HttpRequest
        .newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Authorization", "Bearer t0ken").build(), BodyHandlers.ofString()).body();
  }
}
