package recobeat.missing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import recobeat.message.Hints;
import recobeat.message.MissingReport;
import recobeat.message.MissingReport.Coverage;
import recobeat.message.MissingReport.Group;
import recobeat.message.MissingReport.Total;
import recobeat.message.MissingRequest;
import recobeat.message.MissingTrack;
import recobeat.model.Lack;

class TallyTest {

  private static final long KEEP_MS = Duration.ofHours(36).toMillis();

  private static final Tally TALLY = new Tally(true,
      List.of(
          track("a", Lack.NOT_FOUND, 3, 10, "one", List.of("Ana"), List.of("trap"), 2001),
          track("b", Lack.NOT_FEATURED, 9, 20, "two", List.of("ANA", "Oku"), List.of(), 2001),
          track("c", Lack.NOT_FEATURED, 3, 30, "two", List.of("Oku"), List.of("Trap"), null),
          track("d", Lack.UNKNOWN, 1, 5, null, List.of(), List.of("pop", "POP"), 1999)),
      List.of(new Coverage("one", 4, 1, 10), new Coverage("two", 10, 2, 30),
          new Coverage("evicted", 0, 0, 40)));

  @Test
  void report_everything_isSortedAndSummedUp() {
    MissingReport report = TALLY.report(MissingRequest.DEFAULT, KEEP_MS);
    assertThat(report.complete()).isTrue();
    assertThat(report.since()).isEqualTo(4);
    assertThat(report.keptDays()).isEqualTo(1.5);
    assertThat(report.tracks()).extracting(MissingTrack::id).containsExactly("b", "c", "a", "d");
    assertThat(report.totals()).isEqualTo(Map.of(Lack.NOT_FOUND, new Total(1, 3),
        Lack.NOT_FEATURED, new Total(2, 12), Lack.UNKNOWN, new Total(1, 1)));
    assertThat(report.artists()).containsExactly(
        new Group("ANA", 2, 12), new Group("Oku", 2, 12));
    assertThat(report.genres()).containsExactly(new Group("Trap", 2, 6), new Group("pop", 1, 1));
    assertThat(report.years()).containsExactly(new Group("2001", 2, 12), new Group("1999", 1, 1));
    assertThat(report.workflows()).containsExactly(
        new Coverage("two", 10, 2, 30), new Coverage("one", 4, 1, 10));
  }

  @Test
  void report_limit_cutsListsAndNotSums() {
    MissingReport report = TALLY.report(new MissingRequest(1, null, null), KEEP_MS);
    assertThat(report.tracks()).extracting(MissingTrack::id).containsExactly("b");
    assertThat(report.workflows()).extracting(Coverage::workflow).containsExactly("two");
    assertThat(report.totals().get(Lack.NOT_FOUND)).isEqualTo(new Total(1, 3));
    assertThat(report.artists()).hasSize(2);
  }

  @Test
  void report_workflow_isOfThatAlone() {
    MissingReport report = TALLY.report(new MissingRequest(9, "one", null), KEEP_MS);
    assertThat(report.tracks()).extracting(MissingTrack::id).containsExactly("a");
    assertThat(report.workflows()).extracting(Coverage::workflow).containsExactly("one");
    assertThat(report.totals().get(Lack.NOT_FEATURED)).isEqualTo(new Total(0, 0));
    assertThat(TALLY.report(new MissingRequest(9, "three", null), KEEP_MS).since()).isNull();
  }

  @Test
  void report_reason_isOfThatAlone() {
    MissingReport report =
        TALLY.report(new MissingRequest(9, null, Lack.NOT_FEATURED), KEEP_MS);
    assertThat(report.tracks()).extracting(MissingTrack::id).containsExactly("b", "c");
    assertThat(report.years()).containsExactly(new Group("2001", 1, 9));
  }

  @Test
  void report_manyArtists_hasTheFirstTwenty() {
    Tally many = new Tally(false, IntStream.range(0, 50).mapToObj(n -> track("t" + n,
        Lack.UNKNOWN, n + 1, 1, null, List.of("Artist " + n), List.of(), null)).toList(),
        List.of());
    MissingReport report = many.report(MissingRequest.DEFAULT, KEEP_MS);
    assertThat(report.complete()).isFalse();
    assertThat(report.artists()).hasSize(MissingReport.GROUPS_MAX)
        .startsWith(new Group("Artist 49", 1, 50));
  }

  private static MissingTrack track(String id, Lack reason, long asks, long lastAt,
      @Nullable String workflow, List<String> artists, List<String> genres,
      @Nullable Integer year) {
    List<String> workflows = workflow == null ? List.of() : List.of(workflow);
    return new MissingTrack(id, reason, asks, lastAt - 1, lastAt, workflows, workflows.size(),
        new Hints(artists, null, null, genres), year);
  }
}
