package recobeat.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TroubleTest {

  private static final String OLD_SCRIPT =
      "ERR Error running script (call to f_1): @user_script:7: @user_script: 7: -";

  @ParameterizedTest
  @ValueSource(strings = {"", "[0] ", "ERR [12] ", OLD_SCRIPT})
  void code_wrapped_isRecognised(String head) {
    assertThat(Trouble.isLoading(failure(head + "LOADING Redis is loading"))).isTrue();
    assertThat(Trouble.isElsewhere(failure(head + "READONLY You can't write"))).isTrue();
    assertThat(Trouble.isElsewhere(failure(head + "NOAUTH Authentication required"))).isTrue();
    assertThat(Trouble.isOfTheWrite(failure(head + "WRONGTYPE Operation"))).isTrue();
    Throwable full = failure(head + "OOM command not allowed when used memory > 'maxmemory'.");
    assertThat(Trouble.isLoading(full)).isFalse();
    assertThat(Trouble.isElsewhere(full)).isFalse();
    assertThat(Trouble.isOfTheWrite(full)).isFalse();
  }

  @Test
  void failure_withoutText_isNone() {
    assertThat(Trouble.isLoading(new IllegalStateException())).isFalse();
    assertThat(Trouble.line(failure("ERR [3] OOM no\nmore"))).doesNotContain("\n").contains("OOM");
  }

  private static Throwable failure(String text) {
    return new IllegalStateException(text);
  }
}
