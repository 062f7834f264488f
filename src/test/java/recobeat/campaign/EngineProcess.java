package recobeat.campaign;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import recobeat.Command;

/** The packaged engine as somebody runs it, time and again; each run has a log of its own. */
final class EngineProcess {

  static final String TOKEN = "campaign";

  /** How long it lets callers wait who do not say. */
  static final long WAIT_MS = 4_000;

  private static final long YOUNG_NANOS = 5_000_000_000L;
  private static final long END_S_MAX = 30;
  private static final Pattern READY = Pattern.compile("answers on (http://\\S+)/v1 ");
  private static final Pattern TOTAL = Pattern.compile("Total +\\d+ +(\\d+)");
  private static final String MISSES = "does not take writes, keeping them";
  private static final String CAUGHT_UP = "takes writes again and has those that it missed";

  private final Path dir;
  private final Path agent;
  private final Web web;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final List<Down> downs = new CopyOnWriteArrayList<>();
  private Process process;
  private int runs;
  private String base;

  /** Where callers find it; null while it is down. */
  private volatile String open;

  private volatile long openedAt;

  private record Down(long fromNanos, long toNanos) {}

  /**
   * Not started yet.
   *
   * @param dir for its logs, and its own Redis if it has one
   * @param agent {@link Heartbeat}, packed
   */
  EngineProcess(Path dir, Path agent, Web web, Map<String, String> settings)
      throws IOException {
    this.dir = Files.createDirectories(dir);
    this.agent = agent;
    this.web = web;
    this.settings.put("redis.dir", dir.resolve("redis").toString());
    this.settings.put("http.port", "0");
    this.settings.put("admin.token", TOKEN);
    this.settings.put("redis.memoryBytesMax", "256MiB");
    this.settings.putAll(settings);
  }

  void set(String key, String value) {
    settings.put(key, value);
  }

  /** Starts it, for nobody but who starts it. */
  void start() throws IOException {
    runs++;
    List<String> line = new ArrayList<>(List.of(Command.JAVA,
        "-javaagent:" + agent + "=" + pauses(runs),
        "-jar", System.getProperty("it.runnableJar"), "serve"));
    settings.forEach((key, value) -> line.addAll(List.of("--set", key + "=" + value)));
    process = new ProcessBuilder(line)
        .directory(dir.toFile()).redirectError(log(runs).toFile()).start();
    String said = String.valueOf(process.inputReader().readLine());
    Matcher ready = READY.matcher(said);
    if (!ready.find()) {
      throw new IOException("the engine did not start: " + said + ", see " + log(runs));
    }
    base = ready.group(1);
  }

  /** From now on callers find it. */
  void open() {
    if (!downs.isEmpty()) {
      Down last = downs.remove(downs.size() - 1);
      downs.add(new Down(last.fromNanos, System.nanoTime()));
    }
    openedAt = System.nanoTime();
    open = base;
  }

  /** Ends it by kill -9. */
  void kill() throws InterruptedException {
    downs.add(new Down(System.nanoTime(), Long.MAX_VALUE));
    open = null;
    process.destroyForcibly().waitFor();
  }

  /** Whether it was down at some time between. */
  boolean wasDown(long fromNanos, long toNanos) {
    return downs.stream().anyMatch(down -> down.fromNanos <= toNanos && down.toNanos >= fromNanos);
  }

  /** Whether it was found for the first time only lately: then it has code to load and compile. */
  boolean isYoung(long nanos) {
    return nanos - openedAt < YOUNG_NANOS;
  }

  String openAt() {
    return open;
  }

  /** Where it is, also before it is open. */
  String base() {
    return base;
  }

  int kills() {
    return downs.size();
  }

  JsonObject stats() throws IOException, InterruptedException {
    return web.get(base, "/admin/stats").json();
  }

  /** How often something was counted since it was started. */
  long count(String counter) throws IOException, InterruptedException {
    return stats().getJsonObject("counters").getLong(counter);
  }

  /** Whether Redis has all that it missed. */
  boolean isCaughtUp() throws IOException {
    String log = Files.readString(log(runs));
    return log.lastIndexOf(CAUGHT_UP) >= log.lastIndexOf(MISSES);
  }

  /** Bytes of the objects that are still needed. */
  long heapBytes() throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Command histogram =
        Command.run(dir, List.of(jcmd, Long.toString(process.pid()), "GC.class_histogram"));
    Matcher total = TOTAL.matcher(String.join("\n", histogram.out()));
    if (!total.find()) {
      throw new IOException("jcmd says nothing: " + histogram);
    }
    return Long.parseLong(total.group(1));
  }

  /** Ends its own Redis by kill -9; false if it has none that runs. */
  boolean killRedis() throws IOException {
    Path state = dir.resolve("redis/server.json");
    return Files.exists(state)
        && ProcessHandle.of(new JsonObject(Files.readString(state)).getLong("pid"))
            .filter(found -> found.info().command().orElse("").contains("-server"))
            .map(ProcessHandle::destroyForcibly).orElse(false);
  }

  long threads() throws IOException {
    return entries("task");
  }

  /** Open files, sockets among them. */
  long files() throws IOException {
    return entries("fd");
  }

  private long entries(String folder) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/" + process.pid(), folder))) {
      return all.count();
    }
  }

  /** What all runs logged. */
  List<String> logged() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int run = 1; run <= runs; run++) {
      lines.addAll(Files.readAllLines(log(run)));
    }
    return lines;
  }

  List<Path> pauses() {
    return IntStream.rangeClosed(1, runs).mapToObj(this::pauses).toList();
  }

  private Path log(int run) {
    return dir.resolve("engine-" + run + ".log");
  }

  private Path pauses(int run) {
    return dir.resolve("engine-" + run + ".pauses");
  }

  /** Ends it in order, and its own Redis. */
  void end() throws IOException, InterruptedException {
    open = null;
    if (process != null) {
      process.destroy();
      if (!process.waitFor(END_S_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
    // Of one that was killed it runs on.
    killRedis();
  }
}
