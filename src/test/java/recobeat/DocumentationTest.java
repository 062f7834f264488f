package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static recobeat.Tracks.spotify;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import recobeat.example.PlaylistVerticle;
import recobeat.example.SkipVerticle;
import recobeat.options.Options;

/** What the documentation shows is what is compiled, run and configured. */
@Timeout(60)
class DocumentationTest {

  private static final Path EXAMPLES = Path.of("src/test/java/recobeat/example");
  private static final Pattern SOURCE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern OPTION =
      Pattern.compile("\\| `([A-Za-z]+\\.[A-Za-z.]+)` \\| `?([^`|]*?)`? \\|");

  private static final Pattern MESSAGE =
      Pattern.compile("### `(recobeat[a-z0-9.-]+)`(.*?)```json\n(.*?)```", Pattern.DOTALL);

  @TempDir
  Path dir;

  @Test
  void examples_shown_areTheOnesThatAreRun() throws Exception {
    List<String> shown =
        SOURCE.matcher(readme()).results().map(found -> found.group(1)).toList();
    assertThat(shown).containsExactly(
        code(EXAMPLES.resolve("PlaylistVerticle.java")),
        code(EXAMPLES.resolve("SkipVerticle.java")));
  }

  @Test
  void examples_run_findWhatTheySay() {
    try (Rig rig = new Rig(dir.resolve("rig"))) {
      Vertx vertx = Vertx.vertx();
      PlaylistVerticle playlist = new PlaylistVerticle(
          rig.options.with("redis.dir", dir.resolve("app").toString()));
      SkipVerticle skip = new SkipVerticle();
      Rig.get(vertx.deployVerticle(playlist));
      Rig.get(vertx.deployVerticle(skip));
      List<String> ids = List.of(spotify(399), spotify(401), spotify(10), spotify(15));
      assertThat(Rig.get(playlist.calm(ids))).containsExactly(spotify(399));
      assertThat(Rig.get(skip.missing(ids))).containsExactly(spotify(10));
      Rig.get(vertx.close());
    }
  }

  @Test
  void options_shown_existWithTheseDefaults() throws Exception {
    Map<String, String> defaults = Options.flatten(RecoBeatOptions.defaults());
    List<MatchResult> rows = OPTION.matcher(readme()).results().toList();
    assertThat(rows).hasSizeGreaterThan(10);
    for (MatchResult row : rows) {
      RecoBeatOptions set = RecoBeatOptions.defaults().with(row.group(1), row.group(2));
      assertThat(Options.flatten(set)).as(row.group(1)).isEqualTo(defaults);
    }
  }

  @Test
  void messages_shown_areAnswered() throws Exception {
    Path page = Path.of("src/site/markdown/messages.md");
    List<MatchResult> shown = MESSAGE.matcher(Files.readString(page)).results().toList();
    assertThat(shown).hasSize(11);
    try (Rig rig = new Rig(dir)) {
      for (MatchResult each : shown) {
        JsonObject reply = (JsonObject) Rig.get(rig.vertx.eventBus()
            .request(each.group(1), new JsonObject(each.group(3)))).body();
        assertThat(reply.fieldNames()).containsAnyOf("outcomes", "ranked", "asked", "totals");
      }
    }
  }

  private static String readme() throws Exception {
    return Files.readString(Path.of("README.md"));
  }

  /** Without its package. */
  private static String code(Path file) throws Exception {
    String source = Files.readString(file);
    return source.substring(source.indexOf("import "));
  }
}
