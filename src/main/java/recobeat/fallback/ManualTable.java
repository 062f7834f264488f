package recobeat.fallback;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import recobeat.message.BadRequest;
import recobeat.message.Csv;
import recobeat.model.Id;
import recobeat.model.IdKind;

/** Manual features as CSV: a line for each track, with who said it and when. */
final class ManualTable {

  private static final String ID = "id";
  private static final String BY = "by";
  private static final String AT = "at";

  /** Neither of base 16 nor with a letter behind it, as Java has them. */
  private static final Pattern NUMBER = Pattern.compile("[-+.0-9eE]+");

  /** So many errors are told. */
  private static final int ERRORS_MAX = 20;

  /** Longer texts are cut where they are repeated. */
  private static final int SHOWN_MAX = 40;

  private final @Nullable String by;
  private final long now;
  private final List<String> errors = new ArrayList<>();
  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private final Map<String, Told> tracks = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new HashMap<>();
  private int wrong;

  private ManualTable(@Nullable String by, long now) {
    this.by = by;
    this.now = now;
  }

  static String write(Map<String, Told> tracks) {
    StringBuilder csv = new StringBuilder();
    List<String> header = new ArrayList<>();
    header.add(ID);
    for (int i = 0; i < Feature.COUNT; i++) {
      header.add(Feature.at(i).text());
    }
    header.add(BY);
    header.add(AT);
    Csv.write(csv, header);
    tracks.forEach((id, told) -> {
      Map<String, Number> numbers = told.numbers();
      List<String> cells = new ArrayList<>();
      cells.add(id);
      for (int i = 0; i < Feature.COUNT; i++) {
        Number number = numbers.get(Feature.at(i).text());
        cells.add(number == null ? "" : number.toString());
      }
      cells.add(Csv.guarded(told.by()));
      cells.add(Instant.ofEpochMilli(told.at()).toString());
      Csv.write(csv, cells);
    });
    return csv.toString();
  }

  /**
   * All tracks of a text, by id; fails with {@link BadRequest}, which names lines and columns.
   *
   * @param by who says so where the text does not; or null
   * @param now when, where the text does not say
   */
  static Map<String, Told> read(String text, @Nullable String by, long now) {
    ManualTable table = new ManualTable(by, now);
    List<Csv.Line> all = Csv.read(text);
    if (all.isEmpty()) {
      throw new BadRequest("line 1: there must be a header with a column id");
    }
    table.header(all.get(0));
    if (table.wrong == 0) {
      all.subList(1, all.size()).forEach(table::track);
    }
    if (table.wrong > 0) {
      int untold = table.wrong - table.errors.size();
      throw new BadRequest(String.join("; ", table.errors)
          + (untold == 0 ? "" : "; and " + untold + " more"));
    }
    return table.tracks;
  }

  private void header(Csv.Line header) {
    for (int i = 0; i < header.cells().size(); i++) {
      String name = header.cells().get(i);
      boolean isKnown = name.equals(ID) || name.equals(BY) || name.equals(AT)
          || Feature.named(name) != null;
      if (!isKnown) {
        wrong(header.line(), name, "is no feature, nor id, by or at");
      } else if (columns.put(name, i) != null) {
        wrong(header.line(), name, "is there twice");
      }
    }
    if (!columns.containsKey(ID)) {
      wrong(header.line(), ID, "is missing");
    }
  }

  private void track(Csv.Line line) {
    int before = wrong;
    if (line.cells().size() > columns.size()) {
      wrong(line.line(), Integer.toString(line.cells().size()), "is beyond the header");
    }
    Id id = Id.of(cell(line, ID));
    if (id.kind() == IdKind.MALFORMED) {
      wrong(line.line(), ID, "must be a Spotify id, a UUID or an ISRC, not " + shown(id.text()));
    }
    Map<String, Double> features = features(line);
    String who = by(line);
    long when = at(line);
    Integer other = lines.putIfAbsent(id.text(), line.line());
    if (other != null && before == wrong) {
      wrong(line.line(), ID, "is on line " + other + " too");
    }
    if (before == wrong) {
      tracks.put(id.text(), Told.of(features, who, when));
    }
  }

  private Map<String, Double> features(Csv.Line line) {
    Map<String, Double> features = new LinkedHashMap<>();
    for (String name : columns.keySet()) {
      Feature feature = Feature.named(name);
      String cell = cell(line, name);
      if (feature != null && !cell.isEmpty()) {
        double value = number(cell);
        String said = Told.wrong(feature, value);
        if (said != null) {
          wrong(line.line(), name, said + ", not " + shown(cell));
        }
        features.put(name, value);
      }
    }
    if (features.isEmpty()) {
      wrong(line.line(), ID, "has no features");
    }
    return features;
  }

  /** Not a number if it is none. */
  private static double number(String cell) {
    try {
      return NUMBER.matcher(cell).matches() ? Double.parseDouble(cell) : Double.NaN;
    } catch (NumberFormatException none) {
      return Double.NaN;
    }
  }

  private String by(Csv.Line line) {
    String cell = Csv.unguarded(cell(line, BY));
    String who = cell.isEmpty() && by != null ? by : cell;
    String said = Told.wrong(who);
    if (said != null) {
      wrong(line.line(), BY, said);
    }
    return who;
  }

  private long at(Csv.Line line) {
    String cell = cell(line, AT);
    try {
      return cell.isEmpty() ? now : Instant.parse(cell).toEpochMilli();
    } catch (DateTimeParseException | ArithmeticException none) {
      wrong(line.line(), AT, "must be like 2026-11-28T10:15:00Z, not " + shown(cell));
      return now;
    }
  }

  private String cell(Csv.Line line, String column) {
    Integer index = columns.get(column);
    return index == null || index >= line.cells().size() ? "" : line.cells().get(index);
  }

  private void wrong(int line, String column, String what) {
    wrong++;
    if (errors.size() < ERRORS_MAX) {
      errors.add("line " + line + ", column " + shown(column) + ": " + what);
    }
  }

  private static String shown(String text) {
    return text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) + "..." : text;
  }
}
