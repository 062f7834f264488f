package recobeat.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AboutPageTest {

  @Test
  void assumptions_allOfThem_standInTheDocumentationToo() throws Exception {
    String page = Files.readString(Path.of("src/site/markdown/stand-in.md"));
    String listed = page.substring(page.indexOf("The stand-in assumes:")).replaceAll("\n  ", " ");
    assertThat(listed.lines().filter(line -> line.startsWith("- ")).map(line -> line.substring(2)))
        .containsExactlyElementsOf(AboutPage.ASSUMED);
  }
}
