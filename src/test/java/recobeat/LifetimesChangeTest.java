package recobeat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import recobeat.model.Life;
import recobeat.model.LifeOptions;
import recobeat.time.ManualAge;

/** A life that is changed at run time applies to what is stored, in memory and in Redis. */
@Timeout(60)
class LifetimesChangeTest {

  /** One that the service has, and one that it does not have. */
  private static final List<String> IDS = List.of(Tracks.spotify(1), Tracks.spotify(10));

  @TempDir
  Path dir;

  private final ManualAge time = new ManualAge();

  @Test
  void lifetimes_changed_applyToWhatIsNear() {
    try (Rig rig = new Rig(time, dir)) {
      assertThat(asked(rig)).isEqualTo(IDS.size());
      time.advance(Duration.ofDays(10));
      change(rig, 11);
      assertThat(asked(rig)).as("10 of 11 days old").isZero();
      change(rig, 10);
      assertThat(asked(rig)).as("10 of 10 days old").isEqualTo(IDS.size());
      time.advance(Duration.ofDays(20));
      change(rig, 21);
      assertThat(asked(rig)).as("20 of 21 days old, and would be expired").isZero();
    }
  }

  @Test
  void lifetimes_changed_applyToWhatIsInRedis() {
    try (Rig rig = new Rig(time, dir)) {
      asked(rig);
      time.advance(Duration.ofDays(20));
      rig.restart();
      change(rig, 21);
      assertThat(asked(rig)).as("20 of 21 days old").isZero();
      rig.restart();
      change(rig, 20);
      assertThat(asked(rig)).as("20 of 20 days old").isEqualTo(IDS.size());
    }
  }

  /** How many ids the service is asked for. */
  private static int asked(Rig rig) {
    rig.service.calls.clear();
    Rig.get(rig.askFresh(IDS));
    return rig.service.idsAsked().size();
  }

  private static void change(Rig rig, int days) {
    Duration life = Duration.ofDays(days);
    LifeOptions table = rig.options.life();
    rig.engine().lifetimes(new LifeOptions(new Life(life, life, life), table.tracks(),
        table.artists(), table.albums(), table.ids(), table.recommendations(), table.searches(),
        table.lists(), 0));
  }
}
