package recobeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import recobeat.RecoBeatOptions;
import recobeat.options.Options;

/** The file that shows every option. */
class ConfTest {

  private static final Path FILE = Path.of("conf/recobeat.yaml");

  @Test
  void file_shipped_holdsEveryOptionAtItsDefault() {
    assertThat(ConfFile.read(FILE).keySet())
        .containsExactlyElementsOf(Options.flatten(RecoBeatOptions.defaults()).keySet());
    assertThat(Options.with(RecoBeatOptions.defaults(), ConfFile.read(FILE)))
        .isEqualTo(RecoBeatOptions.defaults());
  }

  @Test
  void file_shipped_explainsEveryOptionInALineBefore() throws Exception {
    List<String> lines = Files.readAllLines(FILE);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).matches("\\s*\\w+: .+")) {
        assertThat(lines.get(i - 1).strip()).as("before \"%s\"", lines.get(i)).startsWith("# ");
      }
    }
  }
}
