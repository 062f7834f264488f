package recobeat.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class TableTest {

  private static final Figures NAIVE =
      new Figures(1, 91, 0, 16_120, 1612, 0, 0, 0, 0, true);
  private static final Figures COLD =
      new Figures(1, 7, 7, 2_680, 268, 330, 250, 0, 0, true);
  private static final Figures WARM =
      new Figures(1, 0, 0, 9, 0.9, 330, 330, 0, 0, true);
  private static final Figures OVERLAP =
      new Figures(2, 11, 11, 3_010, 301, 660, 400, 65, 0, true);

  @Test
  void lines_golden() {
    assertThat(String.join("\n", Table.lines(result(OVERLAP)))).isEqualTo("""
                               duration       real      calls  hit rate  joined  errors
        before                  1,612 s   16.120 s         91         -       -       0
        engine, cold              268 s    2.680 s          7      76 %       0       0
        engine, warm              0.9 s    0.009 s          0     100 %       0       0
        engine, two at once       301 s    3.010 s   5.5 each      61 %      65       0

        cold: 7 calls, 17 % of before; warm: 0 calls, 0.1 %; two at once: 5.5 calls each, 19 %
        the engine's own account of its calls: 7, 0, 11""");
  }

  @Test
  void lines_withErrors_saySo() {
    Figures broken = new Figures(2, 11, 11, 3_010, 301, 660, 400, 65, 2, true);

    assertThat(Table.lines(result(broken)))
        .last().isEqualTo("not every workflow came to its end without an error");
  }

  @Test
  void toJson_overlap_countsCallsForEachWorkflow() {
    JsonObject json = result(OVERLAP).toJson();

    assertThat(json.fieldNames())
        .containsExactly("seed", "scale", "naive", "cold", "warm", "overlap");
    assertThat(json.getJsonObject("overlap")).isEqualTo(new JsonObject()
        .put("workflows", 2)
        .put("calls", 5.5)
        .put("seconds", 301.0)
        .put("realSeconds", 3.01)
        .put("hitRate", 400 / 660.0)
        .put("joined", 65L)
        .put("errors", 0L)
        .put("complete", true));
  }

  private static DemoResult result(Figures overlap) {
    return new DemoResult(1, 100, NAIVE, COLD, WARM, overlap);
  }
}
