package recobeat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar with everything inside, as somebody runs it who has nothing but Java. */
class RunnableJarIT {

  @TempDir
  Path dir;

  @Test
  void version_isPrinted() throws Exception {
    Command command = run("--version");
    assertThat(command.status()).isZero();
    assertThat(command.out())
        .containsExactly("recobeat-engine " + System.getProperty("it.version"));
    assertThat(command.err()).isEmpty();
  }

  @Test
  void demo_unknownOption_isRefusedInOneLine() throws Exception {
    Command command = run("demo", "--set", "nonsense=1");
    assertThat(command.status()).isEqualTo(2);
    assertThat(command.out()).isEmpty();
    assertThat(command.err()).singleElement().asString().contains("nonsense");
  }

  private Command run(String... arguments) throws Exception {
    List<String> line = new ArrayList<>(
        List.of(Command.JAVA, "-jar", System.getProperty("it.runnableJar")));
    line.addAll(List.of(arguments));
    return Command.run(dir, line);
  }
}
