package recobeat.fallback;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import recobeat.message.Hints;

/** Tracks with their features from the data beside the project, where it is present. */
final class Sample {

  static final Path FILE =
      Path.of(System.getProperty("recobeat.data", "../shared/data"), "tracks-sample.csv.gz");

  /** One of them; its genres are those of the playlist that it was found in. */
  record Track(String id, Hints hints, Features features) {

    private long crc() {
      CRC32 crc = new CRC32();
      crc.update(id.getBytes(StandardCharsets.UTF_8));
      return crc.getValue();
    }

    /** A fifth of the tracks have each. */
    int fold() {
      return (int) (crc() % 5);
    }
  }

  private Sample() {}

  /** In an order that has nothing to do with artists, as tracks are harvested. */
  static List<Track> read() throws IOException {
    List<Track> tracks = new ArrayList<>();
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(
        new GZIPInputStream(Files.newInputStream(FILE)), StandardCharsets.UTF_8))) {
      List<String> names = cells(lines.readLine());
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        List<String> cells = cells(line);
        double[] values = new double[Feature.COUNT];
        for (int i = 0; i < values.length; i++) {
          values[i] = Double.parseDouble(cells.get(names.indexOf(Feature.at(i).text())));
        }
        tracks.add(new Track(cells.get(names.indexOf("id")),
            new Hints(List.of(cells.get(names.indexOf("artist"))),
                cells.get(names.indexOf("album")), cells.get(names.indexOf("title")),
                List.of(cells.get(names.indexOf("genre")), cells.get(names.indexOf("subgenre")))),
            Features.of(values)));
      }
    }
    tracks.sort(Comparator.comparingLong(Track::crc));
    return tracks;
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append(line.charAt(++i));
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
