package recobeat;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import recobeat.message.Reply;
import recobeat.model.Status;

/** Ten days of real charts, asked for once a day: how many calls that takes beyond the least. */
@Timeout(60)
@EnabledIf("isPresent")
class ReplayTest {

  private static final Path CHARTS =
      Path.of(System.getProperty("recobeat.data", "../shared/data"), "chart-history.json.gz");
  private static final int CALLERS = 16;
  private static final int IDS_MAX = 40;
  private static final int LATENCY_MEDIAN_MS = 250;
  private static final double LATENCY_SIGMA = 0.5;

  /** For each day its lists. */
  private static List<List<List<String>>> days;

  @TempDir
  Path dir;

  static boolean isPresent() {
    return Files.isReadable(CHARTS);
  }

  @BeforeAll
  static void read() throws IOException {
    JsonObject history;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(CHARTS))) {
      history = new JsonObject(Buffer.buffer(in.readAllBytes()));
    }
    List<JsonArray> charts = history.getJsonObject("charts").stream()
        .map(chart -> (JsonObject) chart.getValue())
        .filter(chart -> chart.getString("name").contains("Top 50"))
        .map(chart -> chart.getJsonArray("entries"))
        .toList();
    days = IntStream.range(700, 710)
        .mapToObj(day -> charts.stream().map(entries -> list(entries, day)).toList())
        .toList();
  }

  /** The ids of a chart on a day, in place of the real ones those that the service knows. */
  private static List<String> list(JsonArray entries, int day) {
    return entries.stream()
        .map(entry -> (JsonArray) entry)
        .filter(entry -> entry.getInteger(1) <= day
            && (entry.getInteger(2) == null || day < entry.getInteger(2)))
        .map(entry -> Tracks.spotify(entry.getInteger(0) * 10 + 1))
        .toList();
  }

  @Test
  void replay_sixteenCallers_makesFewMoreCallsThanNeeded() {
    // 51 calls is the least: on two days sixteen callers wait before the ids fill a call.
    assertThat(callsPerCallNeeded(ReplayTest::bySixteen)).isLessThanOrEqualTo(1.10);
  }

  @Test
  void replay_dayAtOnce_makesHardlyMoreCallsThanNeeded() {
    assertThat(callsPerCallNeeded(ReplayTest::atOnce)).isLessThanOrEqualTo(1.05);
  }

  private double callsPerCallNeeded(BiFunction<Rig, List<List<String>>, Future<?>> asking) {
    try (Rig rig = new Rig(dir)) {
      SplittableRandom random = new SplittableRandom(1);
      rig.service.latency(() -> (long) (
          LATENCY_MEDIAN_MS * Math.exp(LATENCY_SIGMA * random.nextGaussian())));
      Set<String> known = new HashSet<>();
      int needed = 0;
      for (List<List<String>> lists : days) {
        int before = known.size();
        lists.forEach(known::addAll);
        needed += (known.size() - before + IDS_MAX - 1) / IDS_MAX;
        Rig.get(asking.apply(rig, lists));
      }
      assertThat(rig.service.idsAsked()).doesNotHaveDuplicates().hasSameElementsAs(known);
      return (double) rig.service.calls.size() / needed;
    }
  }

  /** Each caller takes the next request when its last one is answered. */
  private static Future<?> bySixteen(Rig rig, List<List<String>> lists) {
    Queue<List<String>> requests = new ConcurrentLinkedQueue<>(
        cut(lists.stream().flatMap(Collection::stream).toList()));
    return Future.all(IntStream.range(0, CALLERS).mapToObj(i -> caller(rig, requests)).toList());
  }

  private static Future<?> caller(Rig rig, Queue<List<String>> requests) {
    List<String> next = requests.poll();
    return next == null
        ? Future.succeededFuture()
        : ask(rig, next).compose(answered -> caller(rig, requests));
  }

  private static Future<?> atOnce(Rig rig, List<List<String>> lists) {
    return Future.all(lists.stream().map(list -> ask(rig, list)).toList());
  }

  private static Future<Reply> ask(Rig rig, List<String> ids) {
    return rig.ask(ids).map(reply -> {
      assertThat(Rig.statuses(reply.outcomes())).containsOnly(Status.FOUND);
      return reply;
    });
  }

  private static List<List<String>> cut(List<String> ids) {
    List<List<String>> parts = new ArrayList<>();
    for (int start = 0; start < ids.size(); start += IDS_MAX) {
      parts.add(ids.subList(start, Math.min(ids.size(), start + IDS_MAX)));
    }
    return parts;
  }
}
