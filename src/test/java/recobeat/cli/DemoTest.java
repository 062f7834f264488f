package recobeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The main job. */
@Timeout(120)
class DemoTest {

  @TempDir
  Path dir;

  @Test
  void demo_ofOneSeed_makesEveryWorkflowInFewCalls() throws Exception {
    StringWriter out = new StringWriter();
    Path file = dir.resolve("figures.json");
    int status = Main.run(
        new String[] {"demo", "--exit", "--scale", "200", "--json", file.toString()},
        Map.of(), new PrintWriter(out, true), new PrintWriter(System.err, true));
    assertThat(status).isZero();
    JsonObject figures = new JsonObject(Files.readString(file));
    for (String run : List.of("naive", "cold", "warm", "overlap")) {
      assertThat(figures.getJsonObject(run).getBoolean("complete")).as(run).isTrue();
      assertThat(figures.getJsonObject(run).getInteger("errors")).as(run).isZero();
      assertThat(figures.getJsonObject(run).getDouble("seconds")).as(run).isPositive();
    }
    assertThat(calls(figures, "naive")).isGreaterThan(50);
    assertThat(calls(figures, "cold")).isBetween(3.0, 10.0);
    assertThat(calls(figures, "warm")).isZero();
    assertThat(calls(figures, "overlap")).isBetween(2.0, calls(figures, "cold"));
    assertThat(out.toString())
        .contains("features one call a track", "200 times shorter", "engine, warm", "100 %");
  }

  @Test
  void demo_brokenWithin_isNoErrorOfUsage() {
    StringWriter err = new StringWriter();
    PrintWriter out = new PrintWriter(new StringWriter()) {
      @Override
      public void println(String line) {
        throw new IllegalArgumentException("broken on purpose");
      }
    };
    int status = Main.run(
        new String[] {"demo", "--exit"}, Map.of(), out, new PrintWriter(err, true));
    assertThat(err.toString()).isEqualToIgnoringNewLines("recobeat: broken on purpose");
    assertThat(status).isEqualTo(1);
  }

  private static double calls(JsonObject figures, String run) {
    return figures.getJsonObject(run).getDouble("calls");
  }
}
