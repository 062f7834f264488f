package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static recobeat.Tracks.spotify;
import static recobeat.Tracks.uuid;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import recobeat.model.Outcome;
import recobeat.model.Source;
import recobeat.model.Status;

/** What was told of a track under one of its names, and is still known after a restart. */
@Timeout(60)
class NamesTest {

  private static final int WITHOUT_FEATURES = 5;

  @TempDir
  Path dir;

  @Test
  void unknownAmongOthers_hidesNoneOfThem() {
    try (Rig rig = new Rig(dir)) {
      rig.features(uuid(1), uuid(10), uuid(2));
      rig.restart();
      assertThat(Rig.sources(rig.features(uuid(11), uuid(10), uuid(1), uuid(2))))
          .containsExactly(Source.RECOBEAT, Source.REDIS, Source.REDIS, Source.REDIS);
    }
  }

  @Test
  void absentBeforeItsNameWasKnown_isKnownUnderBothNames() {
    try (Rig rig = new Rig(dir)) {
      rig.features(uuid(WITHOUT_FEATURES)); // Nobody knows yet which Spotify id that is.
      rig.tracks(spotify(WITHOUT_FEATURES));
      rig.restart();
      rig.features(uuid(WITHOUT_FEATURES));
      int calls = rig.service.calls.size();
      assertThat(rig.features(spotify(WITHOUT_FEATURES)).get(0).status())
          .isEqualTo(Status.ABSENT);
      assertThat(rig.service.calls).as("told without a call").hasSize(calls);
      rig.restart();
      List<Outcome> after = rig.features(spotify(WITHOUT_FEATURES), uuid(WITHOUT_FEATURES));
      assertThat(Rig.statuses(after)).containsOnly(Status.ABSENT);
      assertThat(Rig.sources(after)).containsOnly(Source.REDIS);
      assertThat(rig.service.calls).hasSize(calls);
    }
  }
}
