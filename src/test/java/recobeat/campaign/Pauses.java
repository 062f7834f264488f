package recobeat.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** When any of some processes stood still; their clocks are one, that of the machine. */
final class Pauses {

  private record Span(long from, long to) {}

  /** In order, and apart from each other. */
  private final List<Span> spans = new ArrayList<>();

  /** Of what {@link Heartbeat} wrote; of a line that a kill cut short nothing. */
  static Pauses of(Collection<Path> files) throws IOException {
    List<Span> all = new ArrayList<>();
    for (Path file : files) {
      for (String line : Files.readAllLines(file)) {
        String[] words = line.split(" ");
        if (words.length == 2 && words[1].length() >= words[0].length()) {
          all.add(new Span(Long.parseLong(words[0]), Long.parseLong(words[1])));
        }
      }
    }
    all.sort(Comparator.comparingLong(Span::from));
    Pauses pauses = new Pauses();
    all.forEach(pauses::add);
    return pauses;
  }

  private void add(Span span) {
    Span last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
    if (last == null || span.from > last.to) {
      spans.add(span);
    } else if (span.to > last.to) {
      spans.set(spans.size() - 1, new Span(last.from, span.to));
    }
  }

  /** How much of a time, in nanoseconds. */
  long within(long from, long to) {
    long sum = 0;
    for (Span span : spans) {
      sum += Math.max(0, Math.min(to, span.to) - Math.max(from, span.from));
    }
    return sum;
  }

  long longestMs() {
    return spans.stream().mapToLong(span -> (span.to - span.from) / 1_000_000).max().orElse(0);
  }
}
