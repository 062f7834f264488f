package recobeat.message;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Missing tracks as a table for spreadsheets. */
final class MissingSheet {

  private static final List<String> HEADER = List.of("id", "reason", "asks", "firstAt", "lastAt",
      "title", "artists", "album", "genres", "year", "workflows", "workflowCount");

  private MissingSheet() {}

  static String of(List<MissingTrack> tracks) {
    StringBuilder csv = new StringBuilder();
    Csv.write(csv, HEADER);
    tracks.forEach(track -> Csv.write(csv, row(track)));
    return csv.toString();
  }

  private static List<String> row(MissingTrack track) {
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
        .map(text -> text == null ? "" : Csv.guarded(text))
        .toList();
  }

  private static String names(List<String> names) {
    return String.join("; ", names);
  }
}
