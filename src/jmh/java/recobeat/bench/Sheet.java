package recobeat.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** Figures of ours beside a peer's: a line for each as it comes, all of them as JSON at the end. */
final class Sheet {

  static final Path DIR = Path.of("target", "bench");

  private final String name;
  private final JsonArray rows = new JsonArray();

  Sheet(Class<?> bench) {
    this.name = bench.getSimpleName();
    System.out.printf(Locale.ROOT, "%-4s %-44s %15s %15s %8s  %s%n",
        "", "what", "ours", "theirs", "ratio", "reach");
  }

  /** What is to be at least so many times the peer's. */
  void atLeast(double reach, String what, double ours, double theirs, String unit) {
    row(ours / theirs >= reach, what, ours, theirs, unit, "at least " + reach);
  }

  /** What is to be at most so many times the peer's. */
  void atMost(double reach, String what, double ours, double theirs, String unit) {
    row(ours / theirs <= reach, what, ours, theirs, unit, "at most " + reach);
  }

  /** A figure that nothing is asked of. */
  void note(String what, double ours, double theirs, String unit) {
    row(true, what, ours, theirs, unit, "");
  }

  private void row(
      boolean holds, String what, double ours, double theirs, String unit, String reach) {
    double ratio = ours / theirs;
    System.out.printf(Locale.ROOT, "%-4s %-44s %,15.1f %,15.1f %8.3f  %s (%s)%n",
        reach.isEmpty() ? "" : holds ? "ok" : "NOT", what, ours, theirs, ratio, reach, unit);
    rows.add(new JsonObject().put("what", what).put("ours", ours).put("theirs", theirs)
        .put("unit", unit).put("ratio", ratio).put("reach", reach).put("holds", holds));
  }

  /** Says what the figures do not show, and keeps them. */
  void end(String caveat) throws IOException {
    System.out.println(caveat);
    Files.createDirectories(DIR);
    Files.writeString(DIR.resolve(name + ".json"), new JsonObject()
        .put("date", LocalDate.now(ZoneOffset.UTC).toString())
        .put("java", System.getProperty("java.version"))
        .put("cores", Runtime.getRuntime().availableProcessors())
        .put("rows", rows).put("caveat", caveat).encodePrettily() + "\n");
  }
}
