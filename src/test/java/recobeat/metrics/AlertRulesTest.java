package recobeat.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import recobeat.Command;

/**
 * The alert rules pass their own test, which notices what is wrong in any of them. It is run by
 * Prometheus' promtool, which {@code .ci/run} installs; without it this is skipped.
 */
@Timeout(60)
class AlertRulesTest {

  private static final String RULES = "prometheus-alerts.yaml";
  private static final String TEST = "prometheus-alerts-test.yaml";
  private static final Path CONF = Path.of("conf");
  private static final Pattern RULE =
      Pattern.compile("(?ms)^      - alert: (\\w+)\n.*?(?=^      - alert|\\z)");
  private static final Pattern FAILED = Pattern.compile("alertname: (\\w+), time:");

  @TempDir
  Path dir;

  @BeforeEach
  void requirePromtool() {
    assumeTrue(Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool"))),
        "promtool is not installed; .ci/run does it");
  }

  @Test
  void rules_asTheyAre_passTheirTest() throws Exception {
    Command promtool = promtool(Files.readString(CONF.resolve(RULES)));
    assertThat(promtool.status()).as(promtool.toString()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void rules_allOfThemWrong_allFailTheirTest(Wrong wrong) throws Exception {
    Set<String> alerts = new TreeSet<>();
    String rules = RULE.matcher(Files.readString(CONF.resolve(RULES))).replaceAll(rule -> {
      String made = wrong.of(rule.group());
      if (!made.equals(rule.group())) {
        alerts.add(rule.group(1));
      }
      return Matcher.quoteReplacement(made);
    });
    assertThat(alerts).hasSizeGreaterThan(5);
    Command promtool = promtool(rules);
    assertThat(promtool.status()).as(promtool.toString()).isNotZero();
    String told = String.join("\n", promtool.out()) + String.join("\n", promtool.err());
    assertThat(FAILED.matcher(told).results().map(failed -> failed.group(1)))
        .as(told).containsAll(alerts);
  }

  /** What may be wrong in a rule. */
  private enum Wrong {
    NO_WAIT("        for: .*\n", ""),
    ALL_INSTANCES_TOGETHER("by \\(job, instance\\) ", ""),
    ANY_VALUE("(==|[<>]) [\\d.]+", ">= 0"),
    BOUND_OF_ZERO("([<>]) [\\d.]+ \\*", "$1 0 *"),
    AT_THE_BOUND_TOO("([<>]) ([\\d.]+)", "$1= $2");

    private final String text;
    private final String instead;

    Wrong(String text, String instead) {
      this.text = text;
      this.instead = instead;
    }

    String of(String rule) {
      return rule.replaceAll(text, instead);
    }
  }

  private Command promtool(String rules) throws Exception {
    Files.writeString(dir.resolve(RULES), rules);
    Files.copy(CONF.resolve(TEST), dir.resolve(TEST));
    return Command.run(dir, List.of("promtool", "test", "rules", TEST));
  }
}
