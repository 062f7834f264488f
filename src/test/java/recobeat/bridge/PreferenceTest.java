package recobeat.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import recobeat.message.Priority;

class PreferenceTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "-", value = {
      "-|INTERACTIVE", "''|INTERACTIVE", "u=0|INTERACTIVE", "u=3, i|INTERACTIVE", "u=4|BATCH",
      "i, u=5|BATCH", "u=6|WARM_UP", "u=7;x=1, i|WARM_UP", "u=8|INTERACTIVE", "u=|INTERACTIVE",
      "urgency=7|INTERACTIVE", "xu=7|INTERACTIVE", "u=77|INTERACTIVE"})
  void priority_header_isTheUrgencyThatItNames(String header, Priority priority) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    if (header != null) {
      headers.add("priority", header);
    }
    assertThat(Preference.priority(headers)).isEqualTo(priority);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "-", value = {
      "-|-", "wait=5|5", "respond-async, wait=\"7\"|7", "WAIT = 2;x|2", "wait=-1|-", "wait=x|-"})
  void waitSeconds_header_isTheWaitThatItNames(String header, Long seconds) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    if (header != null) {
      headers.add("prefer", header);
    }
    assertThat(Preference.waitSeconds(headers)).isEqualTo(seconds);
  }
}
