package recobeat.campaign;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was required of a campaign, and what was seen. */
final class Report {

  private static final String ROW = "%-4s %-44s %-26s %s";

  /** One requirement. */
  record Finding(String name, String required, String seen, boolean holds) {}

  private final List<Finding> findings = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  void require(String name, String required, String seen, boolean holds) {
    findings.add(new Finding(name, required, seen, holds));
  }

  /** What must not be there at all, of how many. */
  void none(String name, long found, String of) {
    require(name, "0", count(found) + (of.isEmpty() ? "" : " of " + of), found == 0);
  }

  /** What is worth knowing, and no requirement. */
  void note(String line) {
    notes.add(line);
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", share * 100);
  }

  List<Finding> findings() {
    return findings;
  }

  String table() {
    List<String> lines = new ArrayList<>();
    lines.add(row("", "", "required", "seen"));
    for (Finding each : findings) {
      lines.add(row(each.holds ? "ok" : "NOT", each.name, each.required, each.seen));
    }
    notes.forEach(note -> lines.add("     " + note));
    return String.join("\n", lines) + "\n";
  }

  private static String row(String holds, String name, String required, String seen) {
    return String.format(Locale.ROOT, ROW, holds, name, required, seen).stripTrailing();
  }

  void write(Path file) throws IOException {
    JsonArray rows = new JsonArray();
    findings.forEach(each -> rows.add(new JsonObject()
        .put("name", each.name).put("required", each.required).put("seen", each.seen)
        .put("holds", each.holds)));
    Files.writeString(file, new JsonObject()
        .put("findings", rows).put("notes", new JsonArray(notes)).encodePrettily() + "\n");
  }
}
