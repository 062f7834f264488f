package recobeat.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import recobeat.message.Known;

/**
 * Everything known in a file: lines of JSON, compressed by gzip. The first line tells the version,
 * then comes one for each entry, group of like tracks and track with manual features, and the last
 * one tells how many there are.
 */
final class Mirror {

  private static final int VERSION = 2;

  /** That which had only entries. */
  private static final int VERSION_FIRST = 1;

  private final Path file;

  /** Takes a piece of the file; may wait. */
  interface Taker {
    void take(List<Known> known) throws Exception;
  }

  Mirror(Path file) {
    this.file = file;
  }

  /** Writes one; it appears under its name when it is complete. */
  final class Writer implements AutoCloseable {
    private final Path part = file.resolveSibling(file.getFileName() + ".part");
    private final OutputStream out;
    private long entries;

    Writer() {
      try {
        out = new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(part)));
        line(new JsonObject().put("recobeat", "mirror").put("version", VERSION));
      } catch (IOException wrong) {
        throw new BadFile(file, wrong);
      }
    }

    void write(List<? extends Known> all) throws IOException {
      for (Known known : all) {
        MirrorLine.write(known, out);
        entries++;
      }
    }

    long complete() throws IOException {
      line(new JsonObject().put("entries", entries));
      out.close();
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      return entries;
    }

    private void line(JsonObject json) throws IOException {
      out.write((json.encode() + '\n').getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
      out.close();
      Files.deleteIfExists(part);
    }
  }

  /** Whether a file that begins with this line is one. */
  static boolean isHeader(String line) {
    return header(line) != null;
  }

  /** All entries in order, so many at a time; fails with {@link BadFile}, at its end if cut off. */
  long forEach(int each, Taker taker) throws Exception {
    long number = 1;
    List<Known> piece = new ArrayList<>(each);
    try (BufferedReader reader = reader()) {
      JsonObject header = header(reader.readLine());
      if (header == null) {
        throw new BadFile(file, "no mirror: \"export\" makes them");
      }
      if (!(header.getValue("version") instanceof Integer version)
          || version < VERSION_FIRST || version > VERSION) {
        throw new BadFile(file, "version " + header.getValue("version") + " is not known, only "
            + VERSION_FIRST + " to " + VERSION);
      }
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        if (line.startsWith("{\"entries\":")) {
          taker.take(List.copyOf(piece));
          return checked(line, number - 2, reader);
        }
        piece.add(MirrorLine.read(line));
        if (piece.size() == each) {
          taker.take(List.copyOf(piece));
          piece.clear();
        }
      }
    } catch (IllegalArgumentException wrong) {
      throw new BadFile(file, "line " + number + ": " + wrong.getMessage());
    } catch (IOException | UncheckedIOException wrong) {
      throw new BadFile(file, wrong);
    }
    throw new BadFile(file, "cut off behind line " + number);
  }

  private long checked(String trailer, long entries, BufferedReader behind) throws IOException {
    Object told = new JsonObject(trailer).getValue("entries");
    if (!(told instanceof Number number) || number.longValue() != entries) {
      throw new BadFile(file, "it has " + entries + " entries, and says " + told);
    }
    if (behind.readLine() != null) {
      throw new BadFile(file, "it goes on behind its end");
    }
    return entries;
  }

  private BufferedReader reader() throws IOException {
    // Each character is a byte, so that values stay as they are.
    return new BufferedReader(new InputStreamReader(
        new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.ISO_8859_1));
  }

  private static @Nullable JsonObject header(@Nullable String line) {
    try {
      JsonObject header = line == null ? new JsonObject() : new JsonObject(line);
      return "mirror".equals(header.getValue("recobeat")) ? header : null;
    } catch (DecodeException none) {
      return null;
    }
  }
}
