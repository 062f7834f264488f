package recobeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ManualCommandTest {

  private static final String ONE = "7Kq2VbN0xTzPmR4sLw9aYc";
  private static final String TWO = "SEABC2100417";

  @TempDir
  Path dir;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void manual_setListedMovedAndRemoved_isThere() throws Exception {
    assertThat(run("manual", "set", ONE, "energy=0.7", "key=4", "--by", "alice")).isZero();
    assertThat(run("manual", "set", TWO, "tempo=120.5")).isZero();
    assertThat(run("manual", "list")).isZero();
    assertThat(out.toString().lines()).hasSize(2)
        .anyMatch(line -> line.matches(ONE + " energy=0\\.7 key=4 by alice, 2\\d{3}-.*Z"))
        .anyMatch(line -> line.startsWith(
            TWO + " tempo=120.5 by " + System.getProperty("user.name") + ", "));
    Path file = dir.resolve("manual.csv");
    assertThat(run("manual", "export", file.toString())).isZero();
    assertThat(out.toString()).isEqualToIgnoringNewLines("2 tracks in " + file);
    String table = Files.readString(file);
    assertThat(run("manual", "delete", ONE, TWO, TWO)).isZero();
    assertThat(out.toString()).isEqualToIgnoringNewLines("2 of 3 removed");
    assertThat(run("manual", "list")).isZero();
    assertThat(out.toString()).isEmpty();
    assertThat(run("manual", "import", file.toString())).isZero();
    assertThat(out.toString()).isEqualToIgnoringNewLines("2 tracks from " + file + ", 2 in all");
    assertThat(run("manual", "export", file.toString())).isZero();
    assertThat(Files.readString(file)).isEqualTo(table);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "manual | Missing required subcommand; see recobeat manual --help",
    "manual set ID | Missing required parameter: 'FEATURE=VALUE'; see recobeat manual set --help",
    "manual set x energy=1 | id must be a Spotify id, a UUID or an ISRC, not \"x\"; see recobeat m",
    "manual set SEABC2100417 energy=2 | features.energy must be a number from 0 to 1, not 2.0; see",
    "manual set SEABC2100417 bpm=2 | features.bpm is none: there are acousticness",
    "manual set SEABC2100417 energy=high | Invalid value for positional parameter",
    "manual import DIR/none.csv | DIR/none.csv: no such file",
    "manual import DIR/wrong.csv | DIR/wrong.csv: line 2, column energy: must be a number from",
    "manual export DIR/none/x.csv | DIR/none/x.csv: no such file"})
  void manual_wrong_isOneLineAndStatusTwo(String line, String said) throws Exception {
    Files.writeString(dir.resolve("wrong.csv"), "id,energy\n" + ONE + ",2\n");
    assertThat(run(line.replace("DIR", dir.toString()).split(" "))).isEqualTo(2);
    assertThat(err.toString()).startsWith("recobeat: " + said.replace("DIR", dir.toString()));
    assertThat(err.toString().strip().lines()).hasSize(1);
  }

  @Test
  void manual_redisAway_isOneLineAndStatusOne() {
    assertThat(run("manual", "--set", "redis.uri=redis://127.0.0.1:1", "set", ONE, "energy=1"))
        .isEqualTo(1);
    assertThat(err.toString())
        .contains("recobeat: Redis, which keeps manual features, did not take the change");
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] all = Stream.concat(Arrays.stream(arguments).limit(1),
        Stream.concat(Stream.of("--set", "redis.dir=" + dir.resolve("redis"),
            "--set", "upstream.baseUrl=http://127.0.0.1:1"),
            Arrays.stream(arguments).skip(1))).toArray(String[]::new);
    return Main.run(all, Map.of(), new PrintWriter(out, true), new PrintWriter(err, true));
  }
}
