package recobeat;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import recobeat.message.Accept;
import recobeat.message.IdsRequest;
import recobeat.message.ListRequest;
import recobeat.message.Listing;
import recobeat.message.MappingRequest;
import recobeat.message.RecommendationRequest;
import recobeat.message.Reply;
import recobeat.message.SearchRequest;
import recobeat.message.Terms;
import recobeat.model.Entity;
import recobeat.model.Kind;
import recobeat.model.Outcome;
import recobeat.model.Source;
import recobeat.model.Status;
import recobeat.time.ManualAge;

/** Asks steadily for 400 days: the service is called when a life is over, and only then. */
@Timeout(60)
class LifetimesReplayTest {

  /** 400 days in steps of a quarter of a day; what lives for an hour is asked as often. */
  private static final int STEPS = 1600;

  @TempDir
  static Path dir;

  private static final ManualAge time = new ManualAge();
  private static Rig rig;

  /** Each replay asks for something of its own, that no other one has learned. */
  private static int number = 2000;

  @BeforeAll
  static void start() {
    rig = new Rig(time, dir, "life.jitter=0", "batch.refreshPatience=0ms");
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "FEATURES,       P90D,  P1D P2D P4D P8D P14D",
    "TRACK,          P30D,  P1D P2D P4D P8D P14D",
    "ARTIST,         P30D,  P1D P2D P4D P8D P14D",
    "ALBUM,          P30D,  P1D P2D P4D P8D P14D",
    "TRACK_ID,       P180D, P1D P2D P4D P8D P14D",
    "ARTIST_ID,      P180D, P1D P2D P4D P8D P14D",
    "ALBUM_ID,       P180D, P1D P2D P4D P8D P14D",
    "RECOMMENDATION, P7D,   P1D",
    "SEARCH,         P1D,   PT1H",
    "LIST,           P1D,   PT1H",
  })
  void ask_steadily_callsWhenALifeIsOver(Kind kind, String found, String absent) {
    for (Accept accept : List.of(Accept.FRESH, Accept.STALE)) {
      replay(kind, Status.FOUND, lives(found), accept);
      replay(kind, Status.ABSENT, lives(absent), accept);
    }
  }

  private static void replay(Kind kind, Status status, List<Duration> lives, Accept accept) {
    number += 100;
    Duration step = min(lives.get(0).dividedBy(4), Duration.ofHours(6));
    Duration end = step.multipliedBy(STEPS);
    List<Duration> called = new ArrayList<>();
    List<Duration> stale = new ArrayList<>();
    for (Duration at = Duration.ZERO; at.compareTo(end) < 0; at = at.plus(step)) {
      int before = rig.service.calls.size();
      Outcome outcome = ask(kind, status, accept);
      assertThat(outcome.status()).isEqualTo(status);
      if (outcome.source() == Source.STALE) {
        stale.add(at);
        // The first joins the refresh and waits for its end, the second for the near cache to know.
        ask(kind, status, Accept.FRESH);
        ask(kind, status, Accept.FRESH);
      }
      if (rig.service.calls.size() > before) {
        assertThat(rig.service.calls).hasSize(before + 1);
        called.add(at);
      }
      time.advance(step);
    }
    List<Duration> due = due(lives, end);
    assertThat(called).as("%s %s %s: called", kind, status, accept).isEqualTo(due);
    assertThat(stale).as("%s %s %s: served stale", kind, status, accept)
        .isEqualTo(accept == Accept.FRESH ? List.of() : due.subList(1, due.size()));
  }

  /** Whenever a life is over; the last one repeats. */
  private static List<Duration> due(List<Duration> lives, Duration end) {
    List<Duration> due = new ArrayList<>();
    for (Duration at = Duration.ZERO; at.compareTo(end) < 0; ) {
      due.add(at);
      at = at.plus(lives.get(Math.min(due.size(), lives.size()) - 1));
    }
    return due;
  }

  private static Outcome ask(Kind kind, Status status, Accept accept) {
    boolean found = status == Status.FOUND;
    int asked = found ? number + 1 : number;
    Terms terms = Terms.DEFAULT.accept(accept);
    RecoBeat engine = rig.engine();
    return switch (kind) {
      case FEATURES -> only(engine.audioFeatures(ids(Tracks.spotify(asked), terms)));
      case TRACK -> only(engine.tracks(ids(Tracks.spotify(asked), terms)));
      case ARTIST -> only(engine.artists(ids(Tracks.artistSpotify(asked), terms)));
      case ALBUM -> only(engine.albums(ids(Tracks.albumSpotify(asked), terms)));
      case TRACK_ID -> mapping(Entity.TRACK, Tracks.spotify(asked), terms);
      case ARTIST_ID -> mapping(Entity.ARTIST, Tracks.artistSpotify(asked), terms);
      case ALBUM_ID -> mapping(Entity.ALBUM, Tracks.albumSpotify(asked), terms);
      case RECOMMENDATION -> Rig.get(engine.recommendations(new RecommendationRequest(
          List.of(Tracks.spotify(asked)), 5, List.of(), Map.of(), terms)));
      case SEARCH -> Rig.get(engine.search(new SearchRequest(
          Entity.TRACK, found ? "text " + asked : ScriptedService.NOWHERE, 0, 25, terms)));
      case LIST -> Rig.get(engine.list(new ListRequest(
          found ? Listing.ARTIST_TRACKS : Listing.ALBUM_TRACKS, Tracks.uuid(asked), 0, 25, terms)));
    };
  }

  private static Outcome mapping(Entity entity, String id, Terms terms) {
    return only(rig.engine().ids(new MappingRequest(entity, List.of(id), terms)));
  }

  private static IdsRequest ids(String id, Terms terms) {
    return new IdsRequest(List.of(id), terms);
  }

  private static Outcome only(Future<Reply> reply) {
    return Rig.get(reply).outcomes().get(0);
  }

  private static List<Duration> lives(String text) {
    return Arrays.stream(text.split(" ")).map(Duration::parse).toList();
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
