package recobeat.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import recobeat.message.BreakerState;
import recobeat.message.Call;
import recobeat.message.Measure;
import recobeat.message.Survey;
import recobeat.model.Endpoint;
import recobeat.model.Source;

/** What documentation, dashboard and alert rules name is what Prometheus is shown. */
class MonitoringTest {

  private static final Path ALERTS = Path.of("conf/prometheus-alerts.yaml");
  private static final Path PAGE = Path.of("src/site/markdown/operations.md");
  private static final Pattern NAMED =
      Pattern.compile("\\b(recobeat_[a-z_]+)(?:\\{([^}]*)})?");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=~?\\\\?\"([^\"\\\\]*)");
  private static final Pattern SHOWN = Pattern.compile("(?m)^(recobeat_\\w+)(\\{[^}]*})? .*$");
  private static final Pattern ROW = Pattern.compile(
      "(?m)^\\| `(recobeat[a-z.]+)` \\| ([^|]*?) ?\\| ([^|]*) \\| ([^|]+) \\|$");

  @ParameterizedTest
  @ValueSource(strings = {"conf/grafana-dashboard.json", "conf/prometheus-alerts.yaml"})
  void metrics_named_areShownWithTheseLabels(String file) throws Exception {
    Map<String, List<String>> shown = shown();
    Set<String> named = new TreeSet<>();
    NAMED.matcher(Files.readString(Path.of(file))).results().forEach(each -> {
      named.add(each.group(1));
      assertThat(shown).as(file).containsKey(each.group(1));
      if (each.group(2) != null) {
        LABEL.matcher(each.group(2)).results()
            .filter(label -> !label.group(2).startsWith("$"))
            .forEach(label -> assertThat(label.group(2).split("\\|")).as(each.group())
                .allSatisfy(value -> assertThat(shown.get(each.group(1)))
                    .anyMatch(line -> line.contains(label.group(1) + "=\"" + value + '"'))));
      }
    });
    assertThat(named).hasSizeGreaterThan(8);
  }

  @Test
  void alerts_each_sayWhatIsWrong() throws Exception {
    try (InputStream in = Files.newInputStream(ALERTS)) {
      Map<String, List<Map<String, List<Map<String, Object>>>>> file = new Yaml().load(in);
      List<Map<String, Object>> rules = file.get("groups").get(0).get("rules");
      assertThat(rules).hasSizeGreaterThan(5).allSatisfy(rule -> {
        assertThat(rule).containsKeys("alert", "expr", "labels", "annotations");
        assertThat(rule.get("annotations").toString()).contains("summary=");
      });
      assertThat(rules.stream().map(rule -> rule.get("alert"))).doesNotHaveDuplicates();
    }
  }

  @Test
  void meters_documented_areThoseThereAre() throws Exception {
    Set<String> documented = new LinkedHashSet<>();
    ROW.matcher(Files.readString(PAGE)).results().forEach(row -> {
      documented.add(row.group(1) + " | " + row.group(2).replace("`", "") + " | " + row.group(3)
          + " | " + row.group(4));
    });
    assertThat(documented).containsExactlyElementsOf(Stream.of(Meter.values())
        .map(meter -> meter.id() + " | " + String.join(", ", meter.labels()) + " | "
            + Cells.told(meter.shape())
            + (meter.unit().isEmpty() ? "" : ", " + meter.unit()) + " | " + meter.description())
        .toList());
  }

  /** Lines by the metric's name, of an engine that has met everything once. */
  private static Map<String, List<String>> shown() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Counters counters = new Counters(registry);
    counters.readings().set(new Readings.Reading(new Survey.Reply(1, 1, 1, 0, 3, 0, 4, 1),
        BreakerState.OPEN, 1, 1, true, new Measure.Reply(1, 1, 1)));
    counters.onCall(Endpoint.FEATURES, new Call.Nothing(), 1, 1, 1);
    counters.onWorkflow(1, 1, 1);
    counters.onTruth("energy", Source.DEFAULT, 1);
    return SHOWN.matcher(registry.scrape()).results().collect(Collectors.groupingBy(
        line -> line.group(1), Collectors.mapping(line -> line.group(), Collectors.toList())));
  }
}
