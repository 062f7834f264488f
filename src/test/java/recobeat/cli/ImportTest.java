package recobeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A mirror that comes over what is known already: the younger of two stays, whoever came first. */
@Timeout(60)
class ImportTest {

  private static final String ID = "7Kq2VbN0xTzPmR4sLw9aY";
  private static final String UUID = "00000000-0000-4000-8000-00000000000";

  @TempDir
  Path dir;

  private final StringWriter out = new StringWriter();

  @Test
  void entries_ofOtherAges_theYoungerStays() throws Exception {
    List<String> one = List.of(
        found("f", 1, 100, "1"), found("f", 2, 200, "1"), found("t", 3, 100, "1"),
        absent("f", 4, 200, 3), absent("f", 5, 100, 3), found("f", 6, 100, "1"),
        absent("t", 7, 100, 0), found("t", 8, 1, "1"), found("f", 11, 100, "1"));
    List<String> two = List.of(
        found("f", 1, 101, "2"), found("f", 2, 199, "2"), absent("t", 3, 101, 0),
        found("f", 4, 100, "2"), found("f", 5, 200, "2"), absent("f", 6, 99, 5),
        absent("t", 7, 101, 1), found("f", 9, 1, "2"), found("f", 11, 100, "2"));
    assertThat(known(one, two)).containsExactlyInAnyOrder(
        two.get(0), one.get(1), two.get(2), one.get(3), two.get(4), one.get(5), two.get(6),
        one.get(7), two.get(7), one.get(8));
  }

  @Test
  void mappings_thatContradict_theYoungerStays_andASpotifyIdIsNotLost() throws Exception {
    List<String> one = List.of(
        mapping(1, 100, ID + 1), mapping(2, 200, ID + 2), mapping(3, 100, ID + 3),
        mapping(4, 200, null), mapping(5, 100, null));
    List<String> two = List.of(
        mapping(1, 200, ID + 7), mapping(2, 100, ID + 8), mapping(3, 200, null),
        mapping(4, 100, ID + 4), mapping(5, 200, null));
    assertThat(known(one, two)).containsExactlyInAnyOrder(
        two.get(0), one.get(1), one.get(2), two.get(3), two.get(4));
  }

  @Test
  void manualFeatures_ofOtherAges_theYoungerStay() throws Exception {
    List<String> one = List.of(manual(1, "0.1", 10), manual(2, "0.1", 20), manual(3, "0.1", 10),
        manual(4, "0.1", 10));
    List<String> two = List.of(manual(1, "0.2", 11), manual(2, "0.2", 19), manual(3, "0.2", 10),
        manual(5, "0.2", 10));
    assertThat(known(one, two)).containsExactlyInAnyOrder(
        two.get(0), one.get(1), one.get(2), one.get(3), two.get(3));
  }

  @Test
  void groups_thatAreThere_growNoLargerThanEitherWas_andKeepTheirOwn() throws Exception {
    List<String> one = List.of(
        kin("a1", "x", 1), kin("a2", "x", 1, "y", 1, "z", 1), kin("a3", "x", 1, "y", 1));
    List<String> two = List.of(
        kin("a1", "a", 2, "b", 2, "c", 2), kin("a2", "a", 2), kin("a3", "y", 2, "b", 2, "c", 2),
        kin("a4", "a", 2));
    assertThat(known(one, two)).containsExactlyInAnyOrder(
        kin("a1", "x", 1, "a", 2, "b", 2), one.get(1), kin("a3", "x", 1, "y", 1, "b", 2),
        two.get(3));
  }

  /** Imports each, and what an export has then. */
  private List<String> known(List<String> one, List<String> two) throws Exception {
    for (List<String> lines : List.of(one, two)) {
      Path file = dir.resolve("some.gz");
      try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
        String text = "{\"recobeat\":\"mirror\",\"version\":2}\n"
            + String.join("\n", lines) + "\n{\"entries\":" + lines.size() + "}\n";
        gzip.write(text.getBytes(StandardCharsets.UTF_8));
      }
      run("import", file);
    }
    Path all = dir.resolve("all.gz");
    run("export", all);
    try (GZIPInputStream gzip = new GZIPInputStream(Files.newInputStream(all))) {
      List<String> lines =
          new String(gzip.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      return lines.subList(1, lines.size() - 1);
    }
  }

  private void run(String command, Path file) {
    PrintWriter said = new PrintWriter(out, true);
    assertThat(Main.run(new String[] {command, file.toString(), "--set",
        "redis.dir=" + dir.resolve("redis"), "--set", "upstream.baseUrl=http://127.0.0.1:1"},
        Map.of(), said, said)).as(out.toString()).isZero();
  }

  private static String found(String kind, int track, int at, String value) {
    return head(kind, ID + track, at, 0) + ",\"value\":{\"energy\":" + value + "}}";
  }

  private static String absent(String kind, int track, int at, int strikes) {
    return head(kind, ID + track, at, strikes) + ",\"absent\":true}";
  }

  private static String mapping(int track, int at, String spotify) {
    return head("ti", UUID + track, at, 0) + ",\"value\":{\"recobeat\":\"" + UUID + track
        + "\",\"spotify\":" + (spotify == null ? "null" : '"' + spotify + '"') + "}}";
  }

  private static String head(String kind, String id, int at, int strikes) {
    return "{\"kind\":\"" + kind + "\",\"id\":\"" + id + "\",\"at\":" + (1_700_000_000_000L + at)
        + ",\"jitter\":7,\"strikes\":" + strikes;
  }

  private static String manual(int track, String energy, int day) {
    return "{\"manual\":{\"id\":\"1Zp6GsLd9QwXc4VnT2kYb" + track + "\",\"features\":{\"energy\":"
        + energy + "},\"by\":\"alice\",\"at\":\"2026-01-" + day + "T00:00:00Z\"}}";
  }

  /** With members in turns of an id and a number, packed as any bytes. */
  private static String kin(String group, Object... members) {
    StringBuilder line = new StringBuilder("{\"kin\":\"" + group + "\",\"members\":{");
    for (int i = 0; i < members.length; i += 2) {
      line.append(i == 0 ? "" : ",").append('"').append(members[i]).append("\":\"")
          .append(members[i + 1].equals(1) ? "AQ==" : "Ag==").append('"');
    }
    return line.append("}}").toString();
  }
}
