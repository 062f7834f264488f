package recobeat.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import recobeat.message.Kept;
import recobeat.model.Kind;

/**
 * A file of ids, read as it is used, however long: one id a line, or CSV with a column of them, or
 * a mirror, of whose tracks it has those known by a Spotify id. Any of them may be gzipped.
 */
final class IdFile {

  /** What columns of ids are called, in small letters without anything between. */
  private static final List<String> COLUMNS = List.of("spotifyid", "spotifytrackid", "trackid",
      "trackuri", "spotifyuri", "uri", "id", "isrc");

  private static final Pattern LINK =
      Pattern.compile("^(?:spotify:track:|https?://open\\.spotify\\.com/.*track/)([^?]+).*$");

  private static final int SPOTIFY_LENGTH = 22;
  private static final int HEADER_MAX = 64 << 10;
  private static final int GZIP = 0x1f8b;

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
    try (BufferedReader reader = reader()) {
      return ids(reader).count();
    } catch (IOException | UncheckedIOException | CsvParseException
        | IllegalArgumentException wrong) {
      throw new BadFile(file, wrong);
    }
  }

  /** All ids in order, so many at a time. */
  void forEach(int each, Taker taker) throws InterruptedException {
    try (BufferedReader reader = reader()) {
      List<String> piece = new ArrayList<>(each);
      for (Iterator<String> ids = ids(reader).iterator(); ids.hasNext(); ) {
        piece.add(ids.next());
        if (piece.size() == each || !ids.hasNext()) {
          taker.take(List.copyOf(piece));
          piece.clear();
        }
      }
    } catch (IOException | UncheckedIOException | CsvParseException
        | IllegalArgumentException wrong) {
      throw new BadFile(file, wrong);
    }
  }

  private BufferedReader reader() throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    in.mark(2);
    boolean gzip = (in.read() << 8 | in.read()) == GZIP;
    in.reset();
    return new BufferedReader(new InputStreamReader(gzip ? new GZIPInputStream(in) : in,
        StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)));
  }

  private Stream<String> ids(BufferedReader reader) throws IOException {
    reader.mark(HEADER_MAX);
    String header = reader.readLine();
    reader.reset();
    if (header != null && Mirror.isHeader(header)) {
      return reader.lines().skip(1).filter(IdFile::isEntry).map(IdFile::track)
          .filter(id -> !id.isEmpty());
    }
    int column = header == null ? -1 : column(header);
    return column < 0
        ? reader.lines().map(line -> line.replaceFirst("#.*", "").strip())
            .filter(line -> !line.isEmpty())
        : column(reader, column);
  }

  private static boolean isEntry(String line) {
    return !line.startsWith("{\"entries\":");
  }

  /** Each track is known by more than one name, and in more than one kind. */
  private static String track(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return MirrorLine.read(new String(bytes, StandardCharsets.ISO_8859_1)) instanceof Kept kept
            && kept.key().kind() == Kind.TRACK && kept.key().text().length() == SPOTIFY_LENGTH
        ? kept.key().text()
        : "";
  }

  /** Which of the columns has the ids; -1 if it is no such header. */
  private static int column(String header) {
    List<String> names = Stream.of(header.split("[,;\t]"))
        .map(name -> name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "")).toList();
    return COLUMNS.stream().mapToInt(names::indexOf).filter(index -> index >= 0)
        .findFirst().orElse(-1);
  }

  private static Stream<String> column(Reader reader, int column) throws IOException {
    CsvReader<CsvRecord> csv = CsvReader.builder()
        .fieldSeparator(separator((BufferedReader) reader)).ofCsvRecord(reader);
    return StreamSupport.stream(csv.spliterator(), false).skip(1)
        .filter(record -> record.getFieldCount() > column)
        .map(record -> LINK.matcher(record.getField(column).strip()).replaceFirst("$1"))
        .filter(id -> !id.isEmpty());
  }

  private static char separator(BufferedReader reader) throws IOException {
    reader.mark(HEADER_MAX);
    String header = reader.readLine();
    reader.reset();
    return header.indexOf('\t') >= 0 ? '\t' : header.indexOf(';') >= 0 ? ';' : ',';
  }
}
