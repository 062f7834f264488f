package recobeat.campaign;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import recobeat.sim.Catalogue;

/** Lists of Spotify ids: real ones where they are at hand, and then ones of the stand-in's own. */
final class Playlists {

  private static final Path REAL =
      Path.of(System.getProperty("recobeat.data", "../shared/data"), "playlists.json.gz");
  private static final int LENGTH_MIN = 5;
  private static final int LENGTH_MAX = 60;
  private static final int OWN = 50_000;

  private Playlists() {}

  static List<List<String>> of(Catalogue catalogue, long seed) throws IOException {
    List<List<String>> lists = new ArrayList<>(Files.isReadable(REAL) ? real() : List.of());
    Collections.shuffle(lists, new Random(seed));
    List<String> own = catalogue.sampleMixed(OWN, seed);
    for (int at = 0; at + LENGTH_MAX <= own.size(); at += LENGTH_MAX) {
      lists.add(own.subList(at, at + LENGTH_MAX));
    }
    return lists;
  }

  private static List<List<String>> real() throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(REAL))) {
      return new JsonObject(Buffer.buffer(in.readAllBytes())).stream()
          .map(list -> ((JsonObject) list.getValue()).getJsonArray("tracks").stream()
              .map(String.class::cast).distinct().limit(LENGTH_MAX).toList())
          .filter(list -> list.size() >= LENGTH_MIN)
          .toList();
    }
  }
}
