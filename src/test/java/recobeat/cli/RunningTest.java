package recobeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import recobeat.RecoBeat;
import recobeat.RecoBeatOptions;

/** How long a command waits for what it ends. */
@Timeout(60)
class RunningTest {

  private static final Duration SHORT = Duration.ofMillis(1);

  @TempDir
  Path dir;

  /** A limit of its own cut short whatever was configured to take longer. */
  @Test
  void close_engineMayTakeLong_isWaitedFor() throws Exception {
    Running running = new Running(SHORT);
    RecoBeat engine = running.engine(RecoBeatOptions.defaults()
        .with("redis.dir", dir.toString()).with("http.grace", "40s"));
    running.close();
    assertThat(engine.close().isComplete()).isTrue();
  }

  @Test
  void close_severalMayTakeLong_theirTimesAddUp() {
    Running running = new Running(SHORT);
    boolean[] ended = new boolean[2];
    for (int i = 0; i < ended.length; i++) {
      int each = i;
      running.atEnd(Duration.ofMillis(400), () -> running.vertx().timer(300)
          .onSuccess(late -> ended[each] = true).mapEmpty());
    }
    running.close();
    assertThat(ended).containsOnly(true);
  }

  @Test
  void close_somethingHangs_isLeft() {
    Running running = new Running(SHORT);
    running.atEnd(SHORT, () -> Promise.<Void>promise().future());
    running.close();
  }
}
