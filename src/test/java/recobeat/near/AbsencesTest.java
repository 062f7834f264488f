package recobeat.near;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import recobeat.message.Hints;
import recobeat.message.MissingTrack;
import recobeat.model.Kind;
import recobeat.model.Lack;

class AbsencesTest {

  private final Absences absences = new Absences(true);

  @Test
  void told_andDrained_startsAnew() {
    told(Kind.FEATURES, "w", List.of("a", "b", "a"), List.of("a", "a"));
    told(Kind.TRACK, null, List.of("a"), List.of("a"));
    Absences.Drained drained = absences.drain();
    assertThat(drained.tracks()).containsExactly(new MissingTrack("a", Lack.NOT_FOUND, 2, 5, 5,
        List.of("w"), 1, Hints.NONE, null));
    assertThat(drained.asked()).containsExactly(
        new Absences.Asked("w", List.of("a", "b", "a"), List.of("a", "a"), 5));
    assertThat(absences.drain().isEmpty()).isTrue();
  }

  @Test
  void told_full_countsOnForThoseThatAreThere() {
    List<String> many = IntStream.range(0, 30_000).mapToObj(Integer::toString).toList();
    told(Kind.TRACK, null, many, many);
    told(Kind.TRACK, null, many, many);
    assertThat(absences.drain().tracks()).hasSize(20_000).allMatch(track -> track.asks() == 2);
  }

  @Test
  void told_tooManyIds_doesNotCountForWorkflows() {
    List<String> many = Collections.nCopies(60_000, "a");
    told(Kind.TRACK, "one", many, List.of());
    told(Kind.TRACK, "two", many, List.of("a"));
    told(Kind.TRACK, "three", List.of("a"), List.of());
    Absences.Drained drained = absences.drain();
    assertThat(drained.asked()).extracting(Absences.Asked::workflow)
        .containsExactly("one", "three");
    assertThat(drained.tracks()).as("the track still counts").hasSize(1);
    told(Kind.TRACK, "four", many, List.of());
    assertThat(absences.drain().asked()).as("there is room again").hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void isOf_kindsOfTracksById_andNothingIfNothingIsKept(Kind kind) {
    assertThat(absences.isOf(kind)).isEqualTo(
        List.of(Kind.FEATURES, Kind.TRACK, Kind.TRACK_ID).contains(kind));
    assertThat(new Absences(false).isOf(kind)).isFalse();
  }

  private void told(Kind kind, String workflow, List<String> ids, List<String> absent) {
    absences.told(kind, workflow, ids, absent, id -> Hints.NONE, 5);
  }
}
