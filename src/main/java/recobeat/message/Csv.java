package recobeat.message;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Comma-separated values (RFC 4180), read with whichever of comma, semicolon and tab the first line
 * has, and written so that no spreadsheet takes a text for a formula. The engine has no library for
 * it where it is embedded.
 */
public final class Csv {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** What a spreadsheet takes for a formula, and such a text with marks before it. */
  private static final Pattern GUARDED = Pattern.compile("'*\\s*[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20]");

  private static final Pattern QUOTED = Pattern.compile("[\",;\\x00-\\x1f]|^\\s|\\s$");

  /**
   * A record.
   *
   * @param line on which it begins, from 1
   */
  public record Line(int line, List<String> cells) {}

  private final String text;
  private final char separator;
  private final List<Line> lines = new ArrayList<>();
  private final StringBuilder cell = new StringBuilder();
  private List<String> cells = new ArrayList<>();
  private int line = 1;
  private int begun = 1;
  private int at;

  private Csv(String text) {
    this.text = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    String first = this.text.lines().findFirst().orElse("");
    this.separator = first.indexOf('\t') >= 0 ? '\t' : first.indexOf(';') >= 0 ? ';' : ',';
  }

  /** All records that are not empty; what is quoted is never cut off, but ends with the text. */
  public static List<Line> read(String text) {
    Csv csv = new Csv(text);
    csv.read();
    return List.copyOf(csv.lines);
  }

  private void read() {
    while (at < text.length()) {
      char next = text.charAt(at++);
      if (next == '"' && cell.isEmpty()) {
        quoted();
      } else if (next == separator) {
        endCell();
      } else if (next == '\n' || next == '\r') {
        if (next == '\r' && at < text.length() && text.charAt(at) == '\n') {
          at++;
        }
        line++;
        endLine();
      } else {
        cell.append(next);
      }
    }
    endLine();
  }

  private void quoted() {
    while (at < text.length()) {
      char next = text.charAt(at++);
      if (next == '"' && (at == text.length() || text.charAt(at) != '"')) {
        return;
      }
      at += next == '"' ? 1 : 0;
      line += next == '\n' ? 1 : 0;
      cell.append(next);
    }
  }

  private void endCell() {
    cells.add(cell.toString().strip());
    cell.setLength(0);
  }

  private void endLine() {
    endCell();
    if (cells.size() > 1 || !cells.get(0).isEmpty()) {
      lines.add(new Line(begun, List.copyOf(cells)));
    }
    cells = new ArrayList<>();
    begun = line;
  }

  /** Writes a record behind what is there. */
  public static void write(StringBuilder to, List<String> cells) {
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      boolean isPlain = !QUOTED.matcher(cell).find();
      to.append(i == 0 ? "" : ",")
          .append(isPlain ? cell : '"' + cell.replace("\"", "\"\"") + '"');
    }
    to.append("\r\n");
  }

  /** A free text as a cell that is no formula. */
  public static String guarded(String text) {
    return GUARDED.matcher(text).lookingAt() ? '\'' + text : text;
  }

  /** The text of such a cell. */
  public static String unguarded(String cell) {
    String text = cell.startsWith("'") ? cell.substring(1) : cell;
    return GUARDED.matcher(text).lookingAt() ? text : cell;
  }
}
