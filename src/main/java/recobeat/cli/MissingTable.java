package recobeat.cli;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import recobeat.message.MissingReport;
import recobeat.message.MissingReport.Group;
import recobeat.message.MissingTrack;
import recobeat.model.Lack;

/** A report for the eye; times are in UTC. */
final class MissingTable {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final int NAME_MAX = 40;

  private MissingTable() {}

  static List<String> lines(MissingReport report) {
    List<String> lines = new ArrayList<>();
    if (!report.complete()) {
      lines.add("Redis does not answer: this is what the engine told since its start");
    }
    if (report.since() == null) {
      lines.add("nothing was asked for that RecoBeat lacks");
    } else {
      lines.add("since " + minute(report.since()) + ": " + sums(report));
      tracks(lines, report.tracks());
      groups(lines, "artist", report.artists());
      groups(lines, "genre", report.genres());
      groups(lines, "year", report.years());
    }
    workflows(lines, report);
    return lines;
  }

  private static String minute(long epochMillis) {
    return MINUTE.format(Instant.ofEpochMilli(epochMillis));
  }

  private static String sums(MissingReport report) {
    List<String> sums = new ArrayList<>();
    for (Lack reason : Lack.values()) {
      MissingReport.Total total = report.totals().get(reason);
      if (total != null) {
        sums.add(String.format(Locale.ROOT, "%,d %s in %,d asks",
            total.tracks(), LackName.name(reason).replace('-', ' '), total.asks()));
      }
    }
    return String.join(", ", sums);
  }

  private static void tracks(List<String> lines, List<MissingTrack> tracks) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("track", "reason", "asks", "first", "last", "workflows", "artist", "title"));
    for (MissingTrack track : tracks) {
      rows.add(List.of(track.id(), LackName.name(track.reason()), Long.toString(track.asks()),
          minute(track.firstAt()), minute(track.lastAt()),
          Long.toString(track.workflowCount()),
          shown(String.join(", ", track.hints().artists())), shown(track.hints().title())));
    }
    add(lines, rows);
  }

  private static void groups(List<String> lines, String what, List<Group> groups) {
    if (!groups.isEmpty()) {
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of(what, "tracks", "asks"));
      groups.forEach(group -> rows.add(List.of(shown(group.name()),
          Long.toString(group.tracks()), Long.toString(group.asks()))));
      add(lines, rows);
    }
  }

  private static void workflows(List<String> lines, MissingReport report) {
    if (!report.workflows().isEmpty()) {
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("workflow", "asked", "missing", "share", "last"));
      report.workflows().forEach(each -> rows.add(List.of(shown(each.workflow()),
          Long.toString(each.asked()), Long.toString(each.missing()),
          String.format(Locale.ROOT, "%.1f %%", 100 * each.share()),
          minute(each.lastAt()))));
      add(lines, rows);
    }
  }

  /** Behind an empty line, each column as wide as its longest cell. */
  private static void add(List<String> lines, List<List<String>> rows) {
    lines.add("");
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      lines.add(line.toString().stripTrailing());
    }
  }

  /** Short, and with nothing in it that a terminal would obey. */
  private static String shown(@Nullable String text) {
    String plain = text == null ? "" : text.replaceAll("\\p{Cc}|\\p{Cf}", "?");
    return plain.length() > NAME_MAX ? plain.substring(0, NAME_MAX - 3) + "..." : plain;
  }
}
