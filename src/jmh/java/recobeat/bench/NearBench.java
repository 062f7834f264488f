package recobeat.bench;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import recobeat.RecoBeat;
import recobeat.message.IdsRequest;
import recobeat.message.Reply;
import recobeat.model.Source;

/** Features that the near cache has, by one thread, beside a bare Caffeine cache of strings. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class NearBench {

  private static final int TRACKS = 10_000;
  private static final int MANY = 40;
  private static final int REQUESTS = 1 << 12;
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private final Cache<String, String> bare = Caffeine.newBuilder().maximumSize(2 * TRACKS).build();
  private Warm warm;
  private RecoBeat engine;
  private List<List<String>> single;
  private List<List<String>> many;
  private int next;

  /** Prints ratios, and bytes per id. */
  public static void main(String[] arguments) throws Exception {
    Map<String, RunResult> results = new HashMap<>();
    Collection<RunResult> all = new Runner(new OptionsBuilder()
        .include(NearBench.class.getName() + '.')
        .forks(2).warmupIterations(4).measurementIterations(6)
        .warmupTime(TimeValue.seconds(2)).measurementTime(TimeValue.seconds(2))
        .addProfiler(GCProfiler.class)
        .build()).run();
    for (RunResult each : all) {
      results.put(each.getPrimaryResult().getLabel(), each);
    }
    Sheet sheet = new Sheet(NearBench.class);
    sheet.atLeast(0.25, "1 id", rate(results, "engineOne"), rate(results, "bareOne"), "op/s");
    sheet.atLeast(0.5, "40 ids", rate(results, "engineMany"), rate(results, "bareMany"), "op/s");
    sheet.atMost(1, "1 id, allocated, beside 200 allowed",
        bytes(results, "engineOne"), 200, "B/id");
    sheet.atMost(1, "40 ids, allocated, beside 200 allowed",
        bytes(results, "engineMany") / MANY, 200, "B/id");
    sheet.note("40 ids, allocated, beside bare Caffeine",
        bytes(results, "engineMany") / MANY, bytes(results, "bareMany") / MANY, "B/id");
    sheet.end("Not shown: several threads at once, values that are read, misses.");
  }

  private static double rate(Map<String, RunResult> results, String of) {
    return results.get(of).getPrimaryResult().getScore();
  }

  private static double bytes(Map<String, RunResult> results, String of) {
    return results.get(of).getSecondaryResults().get(ALLOCATED).getScore();
  }

  /** Both know the same tracks. */
  @Setup
  public void start() throws Exception {
    warm = new Warm(TRACKS);
    engine = warm.engine;
    single = warm.requests(REQUESTS, 1);
    many = warm.requests(REQUESTS, MANY);
    Reply known = Warm.get(engine.audioFeatures(IdsRequest.of(warm.ids)));
    known.outcomes().forEach(each -> bare.put(each.id(), String.valueOf(each.value())));
    if (known.outcomes().stream().anyMatch(each -> each.source() != Source.NEAR)) {
      throw new IllegalStateException("the engine is not warm");
    }
  }

  @TearDown
  public void stop() throws Exception {
    warm.close();
  }

  private List<String> next(List<List<String>> requests) {
    return requests.get(next++ & REQUESTS - 1);
  }

  @Benchmark
  public Object bareOne() {
    return bare.getIfPresent(next(single).get(0));
  }

  @Benchmark
  public Object bareMany() {
    return bare.getAllPresent(next(many));
  }

  @Benchmark
  public Object engineOne() {
    return engine.audioFeatures(IdsRequest.of(next(single))).result();
  }

  @Benchmark
  public Object engineMany() {
    return engine.audioFeatures(IdsRequest.of(next(many))).result();
  }
}
