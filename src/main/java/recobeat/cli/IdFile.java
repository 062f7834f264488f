package recobeat.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** A file of ids, one a line; it is read as it is used, however long. */
final class IdFile {

  /** Takes a piece of the file; may wait. */
  interface Taker {
    void take(List<String> ids) throws InterruptedException;
  }

  private final Path file;

  IdFile(Path file) {
    this.file = file;
  }

  /** How many ids it has; fails with {@link BadFile}. */
  long count() {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      return ids(reader).count();
    } catch (IOException | UncheckedIOException wrong) {
      throw new BadFile(file, wrong);
    }
  }

  /** All ids in order, so many at a time. */
  void forEach(int each, Taker taker) throws InterruptedException {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      List<String> piece = new ArrayList<>(each);
      for (Iterator<String> ids = ids(reader).iterator(); ids.hasNext(); ) {
        piece.add(ids.next());
        if (piece.size() == each || !ids.hasNext()) {
          taker.take(List.copyOf(piece));
          piece.clear();
        }
      }
    } catch (IOException | UncheckedIOException wrong) {
      throw new BadFile(file, wrong);
    }
  }

  private static Stream<String> ids(BufferedReader reader) {
    return reader.lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty());
  }
}
