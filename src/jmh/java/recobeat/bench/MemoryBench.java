package recobeat.bench;

import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import recobeat.RecoBeat;
import recobeat.RecoBeatOptions;
import recobeat.message.Addresses;
import recobeat.message.Flush;
import recobeat.message.IdsRequest;
import recobeat.model.Json;
import recobeat.model.Kind;
import recobeat.model.Outcome;
import recobeat.model.Source;
import recobeat.sim.Profile;
import recobeat.sim.Sim;
import recobeat.sim.SimOptions;

/**
 * Bytes that a track takes, with its features, its details and its ids in both directions: in Redis
 * beside a JSON string per kind under a full key, each with an expiry; and in the near cache. Rows
 * are the stand-in's, with titles, artists and country lists.
 */
public final class MemoryBench {

  private static final int TRACKS = 20_000;
  private static final int PART = 10_000;
  private static final long ENOUGH_BYTES = 100_000;
  private static final List<String> OF_TRACKS = List.of("rb1:f:*", "rb1:t:*", "rb1:ti:*");

  private final Vertx vertx = Vertx.vertx();
  private final Sim sim;
  private final List<String> ids;
  private final Map<String, Json> features = new LinkedHashMap<>();
  private final Map<String, Json> details = new LinkedHashMap<>();

  private MemoryBench() throws Exception {
    sim = Warm.get(Sim.start(vertx, SimOptions.defaults()
        .withProfile(Profile.NONE).withBucket(0, 1).withCoverage(1)));
    ids = sim.catalogue().sampleTracks(2 * TRACKS, 1).stream()
        .filter(sim.catalogue()::hasFeatures).limit(TRACKS).toList();
  }

  /** Prints bytes per track, and what they are spent on. */
  public static void main(String[] arguments) throws Exception {
    MemoryBench bench = new MemoryBench();
    Sheet sheet = new Sheet(MemoryBench.class);
    try (Kept ours = new Kept(bench.vertx); Kept tracks = new Kept(bench.vertx);
        Kept plain = new Kept(bench.vertx)) {
      bench.fill(ours);
      bench.fillPlainly(plain);
      double all = (double) ours.bytes() / TRACKS;
      double theirs = (double) plain.bytes() / TRACKS;
      Map<String, Kept.Part> parts = ours.parts();
      bench.near(sheet, ours);
      tracks.copy(ours, OF_TRACKS);
      sheet.atMost(0.5, "Redis: features, details, ids of a track",
          (double) tracks.bytes() / TRACKS, theirs, "bytes");
      sheet.note("the same, artists and what guesses need too", all, theirs, "bytes");
      print("ours", parts);
      print("theirs", plain.parts());
    }
    sheet.end("Not shown: rows of the service itself, whose titles are less alike and whose country"
        + " lists repeat more; the append-only file; eviction. Redis is asked for used_memory, with"
        + " no file written. Each row was read back byte for byte.");
  }

  private RecoBeat engine(Kept redis, String nearBytesMax) throws Exception {
    return Warm.get(RecoBeat.start(vertx, RecoBeatOptions.defaults()
        .with("upstream.baseUrl", sim.baseUrl()).with("redis.uri", redis.uri())
        .with("near.bytesMax", nearBytesMax).with("fallback.neighboursMax", "0")
        .with("gate.ratePerSecond", "10000").with("gate.rateMax", "10000")
        .with("gate.burst", "1000")));
  }

  /** By the engine, as a workflow would ask; its end is when all is written. */
  private void fill(Kept redis) throws Exception {
    RecoBeat engine = engine(redis, "1");
    ask(engine, Source.RECOBEAT, features, details);
    Warm.get(engine.close());
  }

  private void ask(RecoBeat engine, Source source, Map<String, Json> features,
      Map<String, Json> details) throws Exception {
    for (int at = 0; at < TRACKS; at += PART) {
      IdsRequest part = IdsRequest.of(ids.subList(at, at + PART));
      take(Warm.get(engine.audioFeatures(part)).outcomes(), source, features);
      take(Warm.get(engine.tracks(part)).outcomes(), source, details);
    }
  }

  private static void take(List<Outcome> outcomes, Source source, Map<String, Json> rows) {
    for (Outcome each : outcomes) {
      if (each.source() != source || each.value() == null) {
        throw new IllegalStateException("not from " + source + ": " + each);
      }
      rows.put(each.id(), each.value());
    }
  }

  private void fillPlainly(Kept redis) throws Exception {
    List<Request> sets = new ArrayList<>();
    for (String id : ids) {
      String uuid = sim.catalogue().uuidOf(id).orElseThrow();
      sets.add(set("reccobeats:audio-features:" + id, features.get(id).toString(), 90));
      sets.add(set("reccobeats:track:" + id, details.get(id).toString(), 30));
      sets.add(set("reccobeats:id:spotify:" + id, '"' + uuid + '"', 180));
      sets.add(set("reccobeats:id:reccobeats:" + uuid, '"' + id + '"', 180));
    }
    redis.sendAll(sets);
  }

  private static Request set(String key, String value, int days) {
    return Request.cmd(Command.SET).arg(key).arg(value)
        .arg("EX").arg(Duration.ofDays(days).toSeconds());
  }

  /** Reads all back into the near cache, and lets go of it there. */
  private void near(Sheet sheet, Kept redis) throws Exception {
    RecoBeat engine = engine(redis, "1GiB");
    Map<String, Json> read = new HashMap<>();
    ask(engine, Source.REDIS, read, new HashMap<>());
    equal(features, read);
    Map<String, Json> again = new HashMap<>();
    ask(engine, Source.NEAR, new HashMap<>(), again);
    equal(details, again);
    // What is looked at here must not be what keeps it.
    read.clear();
    again.clear();
    double full = heap();
    Warm.get(vertx.eventBus().request(new Addresses("recobeat.v1").flush(),
        new Flush(Flush.Tier.NEAR, Set.of(Kind.values()), null, false)));
    double near = (full - heap()) / TRACKS;
    long rows = 0;
    for (String id : ids) {
      rows += features.get(id).length() + details.get(id).length();
    }
    sheet.note("near: heap of features and details, by rows", near, (double) rows / TRACKS,
        "bytes");
    shares();
    Warm.get(engine.close());
  }

  private static void equal(Map<String, Json> sent, Map<String, Json> read) {
    if (!sent.equals(read)) {
      throw new IllegalStateException("not the bytes that the service sent");
    }
  }

  /** What is used once collecting garbage again frees no more. */
  private static double heap() {
    Runtime runtime = Runtime.getRuntime();
    AtomicLong before = new AtomicLong(Long.MAX_VALUE);
    await().pollInterval(Duration.ofMillis(200)).until(() -> {
      System.gc();
      long now = runtime.totalMemory() - runtime.freeMemory();
      return before.getAndSet(now) - now < ENOUGH_BYTES;
    });
    return before.get();
  }

  /** What of the details is the same again in others. */
  private void shares() {
    long all = 0;
    long countries = 0;
    Set<String> lists = new HashSet<>();
    for (Json row : details.values()) {
      String text = row.toString();
      int from = text.indexOf("\"availableCountries\":\"") + 22;
      String list = text.substring(from, text.indexOf('"', from));
      all += row.length();
      countries += list.length();
      lists.add(list);
    }
    System.out.printf(Locale.ROOT,
        "of a track's details, %,d bytes, %.0f %% are countries: %,d different lists of %,d%n",
        all / TRACKS, 100.0 * countries / all, lists.size(), TRACKS);
  }

  private static void print(String whose, Map<String, Kept.Part> parts) {
    System.out.printf(Locale.ROOT, "%-30s %8s %8s %8s %8s %8s%n", whose + ", by kind of key",
        "keys", "of them", "values", "memory", "a track");
    parts.forEach((kind, part) -> System.out.printf(Locale.ROOT,
        "%-30s %,8d %8.1f %8.1f %8.1f %8.1f%n", kind, part.keys(),
        (double) part.names() / part.keys(), (double) part.values() / part.keys(),
        (double) part.memory() / part.keys(), (double) part.memory() / TRACKS));
  }
}
