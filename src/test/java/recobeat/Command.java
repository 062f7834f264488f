package recobeat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process run to its end, and what it wrote. */
public record Command(int status, List<String> out, List<String> err) {

  /** The program that runs this test. */
  public static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private static final long SECONDS_MAX = 150;

  public static Command run(Path dir, List<String> line) throws IOException, InterruptedException {
    Path out = Files.createTempFile(dir, "out", ".txt");
    Path err = Files.createTempFile(dir, "err", ".txt");
    Process process = new ProcessBuilder(line)
        .directory(dir.toFile())
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .start();
    try {
      assertThat(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).as("end of %s", line).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Command(process.exitValue(), Files.readAllLines(out), Files.readAllLines(err));
  }
}
