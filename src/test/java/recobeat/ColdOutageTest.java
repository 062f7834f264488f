package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static recobeat.Tracks.spotify;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import recobeat.message.Accept;
import recobeat.message.Hints;
import recobeat.message.IdsRequest;
import recobeat.message.Terms;
import recobeat.model.Outcome;
import recobeat.model.Reason;
import recobeat.model.Source;
import recobeat.model.Status;

/** The first thing that an engine is asked is a whole library, and RecoBeat is away. */
class ColdOutageTest extends RedisRig {

  private static final int TRACKS = 10_000;

  private static final Duration WAIT = Duration.ofSeconds(5);

  @ParameterizedTest
  @ValueSource(strings = {"hangs", "fails", "refuses connections"})
  void request_ofAWholeLibrary_isAnsweredInTimeAndMarked(String how) {
    switch (how) {
      case "hangs" -> rig.service.hold();
      case "fails" -> rig.service.poison("S");
      default -> rig.service.close();
    }
    IdsRequest library = library();
    long begun = System.nanoTime();
    List<Outcome> outcomes = Rig.get(rig.engine().audioFeatures(library)).outcomes();
    Duration taken = Duration.ofNanos(System.nanoTime() - begun);
    assertThat(outcomes).extracting(Outcome::id).isEqualTo(library.ids());
    assertThat(outcomes).allSatisfy(each -> {
      assertThat(each.status()).isEqualTo(Status.GUESSED);
      assertThat(each.source()).isEqualTo(Source.DEFAULT);
      assertThat(each.reason()).isIn(Reason.TIMED_OUT, Reason.UNAVAILABLE);
      assertThat(each.guess().confidence()).isBetween(0.0, 0.5);
      assertThat(each.value().toString()).contains("\"energy\":0.", "\"tempo\":1");
    });
    assertThat(taken).isLessThan(WAIT);
  }

  /** Of thousands of artists, so that there are kin to be looked for. */
  private static IdsRequest library() {
    Map<String, Hints> hints = new HashMap<>();
    List<String> ids = spotify(1, 1 + TRACKS);
    for (int i = 0; i < TRACKS; i++) {
      hints.put(ids.get(i), new Hints(List.of("Artist " + i / 3), "Album " + i / 2, "Title " + i,
          i % 2 == 0 ? List.of("trap") : List.of("mood " + i % 70, "trap")));
    }
    return new IdsRequest(ids, Terms.DEFAULT.accept(Accept.DEFAULT).waitMs(WAIT.toMillis()),
        Hints.NONE, hints);
  }
}
