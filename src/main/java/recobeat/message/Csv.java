package recobeat.message;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tracks as a table for spreadsheets, which must not take a title for a formula. */
final class Csv {

  private static final String HEADER =
      "id,reason,asks,firstAt,lastAt,title,artists,album,genres,year,workflows,workflowCount";

  private static final String END = "\r\n";

  /** What a spreadsheet would calculate. */
  private static final Pattern FORMULA = Pattern.compile("^[\\s]*[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20]");

  private static final Pattern QUOTED = Pattern.compile("[\",\r\n;\t]|^\\s|\\s$");

  private Csv() {}

  static String of(List<MissingTrack> tracks) {
    return Stream.concat(Stream.of(HEADER), tracks.stream().map(Csv::row))
        .collect(Collectors.joining(END, "", END));
  }

  private static String row(MissingTrack track) {
    return Stream.of(
            track.id(),
            Fields.name(track.reason()),
            Long.toString(track.asks()),
            Instant.ofEpochMilli(track.firstAt()).toString(),
            Instant.ofEpochMilli(track.lastAt()).toString(),
            track.hints().title(),
            names(track.hints().artists()),
            track.hints().album(),
            names(track.hints().genres()),
            Objects.toString(track.year(), ""),
            names(track.workflows()),
            Long.toString(track.workflowCount()))
        .map(Csv::cell)
        .collect(Collectors.joining(","));
  }

  private static String names(List<String> names) {
    return String.join("; ", names);
  }

  private static String cell(@Nullable String text) {
    String safe = text == null ? "" : FORMULA.matcher(text).find() ? '\'' + text : text;
    return QUOTED.matcher(safe).find() ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
