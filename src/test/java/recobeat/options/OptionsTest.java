package recobeat.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

  /** How fast. */
  public enum Speed { SLOW, FAST }

  /** Inner options. */
  public record Inner(int burst, double ratePerSecond, Duration idle, long bytesMax) {
    public Inner {
      if (burst < 1) {
        throw new IllegalArgumentException("burst must be at least 1");
      }
    }
  }

  /** Outer options. */
  public record Outer(String name, Speed speed, boolean on, Inner gate, String adminToken) {}

  private static final Outer DEFAULTS = new Outer(
      "a", Speed.SLOW, false, new Inner(2, 1.5, Duration.ofDays(90), 1L << 20), "");

  @ParameterizedTest
  @CsvSource({
    "name, x, x", "speed, FAST, fast", "on, true, true", "gate.burst, 7, 7",
    "gate.ratePerSecond, 3, 3.0", "gate.idle, 50ms, 50ms", "gate.idle, PT2H, 2h",
    "gate.idle, 90 s, 90s", "gate.idle, 0s, 0ms", "gate.bytesMax, 64MiB, 67108864"})
  void with_value_setsOnlyThat(String key, String text, String printed) {
    Map<String, String> before = Options.flatten(DEFAULTS);
    Map<String, String> after = Options.flatten(Options.with(DEFAULTS, key, text));
    assertThat(after).containsEntry(key, printed);
    after.remove(key);
    before.remove(key);
    assertThat(after).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "gate.ratePerSec | 1 | unknown option 'gate.ratePerSec', did you mean 'gate.ratePerSecond'?",
    "gate | 1 | unknown option 'gate'",
    "zzzzzzzzzzzzzzzzzzzzzz | 1 | unknown option 'zzzzzzzzzzzzzzzzzzzzzz'",
    "gate.burst | many | bad value for option gate.burst: 'many'; a whole number is needed",
    "gate.burst | 99999999999 | bad value for option gate.burst: '99999999999'; a whole number",
    "gate.burst | 0 | bad value: gate.burst = '0'; burst must be at least 1",
    "gate.idle | 5 | bad value for option gate.idle: '5'; a duration like",
    "gate.ratePerSecond | fast | a number is needed",
    "speed | medium | one of [slow, fast] is needed",
    "on | yes | true or false is needed"})
  void with_wrong_saysWhichAndHow(String key, String text, String message) {
    assertThatThrownBy(() -> Options.with(DEFAULTS, key, text))
        .isInstanceOf(BadOption.class)
        .hasMessageContaining(message)
        .message().doesNotContain("\n");
  }

  @Test
  void with_environment_namesOptionsInCapitals() {
    Outer set = Options.with(DEFAULTS, "APP_", Map.of(
        "APP_GATE_RATE_PER_SECOND", "9", "APP_NAME", "b", "OTHER", "c"));
    assertThat(set.gate().ratePerSecond()).isEqualTo(9);
    assertThat(set.name()).isEqualTo("b");
    assertThatThrownBy(() -> Options.with(DEFAULTS, "APP_", Map.of("APP_NAMES", "b")))
        .isInstanceOf(BadOption.class)
        .hasMessageContaining("APP_NAMES").hasMessageContaining("APP_NAME'");
  }

  @Test
  void flatten_everything_isReadAgain() {
    Outer other = new Outer("z", Speed.FAST, true, new Inner(9, 0.1, Duration.ofMillis(1), 3), "s");
    assertThat(Options.with(DEFAULTS, Options.flatten(other))).isEqualTo(other);
  }
}
