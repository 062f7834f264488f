package recobeat.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import recobeat.Command;

class PausesTest {

  @TempDir
  Path dir;

  @Test
  void within_pausesOfTwoProcesses_countOnceWhereTheyOverlap() throws Exception {
    Path one = Files.writeString(dir.resolve("one"), "100 200\n300 400\n");
    Path other = Files.writeString(dir.resolve("other"), "150 250\n900 999\n95");
    Pauses pauses = Pauses.of(List.of(one, other));
    assertThat(pauses.within(0, 1_000)).isEqualTo(349);
    assertThat(pauses.within(120, 340)).isEqualTo(170);
    assertThat(pauses.within(400, 900)).isZero();
  }

  @Test
  void heartbeat_processStopped_isSeenForAsLong() throws Exception {
    Path jar = dir.resolve("heartbeat.jar");
    Heartbeat.pack(jar);
    Path beats = dir.resolve("beats");
    Process process = new ProcessBuilder(Command.JAVA, "-javaagent:" + jar + "=" + beats,
        "-cp", System.getProperty("java.class.path"), Idle.class.getName()).start();
    try {
      process.inputReader().readLine();
      signal(process, "STOP");
      long stopped = System.nanoTime();
      Stage.pause(300);
      long until = System.nanoTime();
      signal(process, "CONT");
      Stage.await("the pause is noted", 10_000,
          () -> Pauses.of(List.of(beats)).within(stopped, until) > 0);
      assertThat(Pauses.of(List.of(beats)).within(stopped, until))
          .isGreaterThan(TimeUnit.MILLISECONDS.toNanos(290));
    } finally {
      process.destroyForcibly();
    }
  }

  private static void signal(Process process, String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** Says that it is there, and waits. */
  static final class Idle {
    public static void main(String[] none) throws Exception {
      System.out.println("here");
      Stage.pause(60_000);
    }
  }
}
