package recobeat.missing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import recobeat.message.Hints;
import recobeat.message.KeepMissing.Asked;
import recobeat.message.MissingReport.Coverage;
import recobeat.message.MissingTrack;
import recobeat.model.Lack;

class LedgerTest {

  private final Ledger ledger = new Ledger(3);

  @Test
  void add_full_theOneAddedToLongestAgoGoes() {
    add("a", 1);
    add("b", 2);
    add("c", 3);
    add("a", 4);
    add("d", 5);
    assertThat(ledger.tracks()).extracting(MissingTrack::id).containsExactly("c", "a", "d");
    assertThat(ledger.tracks().get(1).asks()).isEqualTo(2);
    assertThat(ledger.tracks().get(1).firstAt()).isEqualTo(1);
  }

  @Test
  void add_workflowAsksOn_eachTrackCountsOnce() {
    ledger.add(new Asked("w", Set.of("a", "b", "c"), Set.of("a"), 1));
    ledger.add(new Asked("w", Set.of("b", "c", "d", "e"), Set.of("d"), 2));
    ledger.add(new Asked("v", Set.of("a"), Set.of(), 1));
    assertThat(ledger.workflows()).containsExactly(
        new Coverage("w", 5, 2, 2), new Coverage("v", 1, 0, 1));
    assertThat(ledger.workflows().get(0).share()).isEqualTo(0.4);
  }

  @Test
  void add_tooManyWorkflows_theOnesAddedToLongestAgoGo() {
    for (int n = 0; n < Ledger.WORKFLOWS_MAX + 5; n++) {
      ledger.add(new Asked("w" + n, Set.of("a"), Set.of(), n));
    }
    assertThat(ledger.workflows()).hasSize(Ledger.WORKFLOWS_MAX)
        .extracting(Coverage::workflow).startsWith("w5");
  }

  @Test
  void add_tooManyIds_workflowsGoUntilTheyFit() {
    ledger.add(new Asked("one", ids(0, Ledger.ASKED_MAX / 2), Set.of(), 1));
    ledger.add(new Asked("two", ids(0, Ledger.ASKED_MAX / 2), Set.of(), 2));
    assertThat(ledger.workflows()).hasSize(2);
    ledger.add(new Asked("two", ids(0, Ledger.ASKED_MAX / 2), Set.of(), 3));
    assertThat(ledger.workflows()).as("nothing new was asked for").hasSize(2);
    ledger.add(new Asked("three", Set.of("x"), Set.of(), 4));
    assertThat(ledger.workflows()).extracting(Coverage::workflow).containsExactly("two", "three");
    ledger.add(new Asked("four", ids(0, Ledger.ASKED_MAX + 1), Set.of(), 5));
    assertThat(ledger.workflows()).isEmpty();
    ledger.add(new Asked("five", ids(0, Ledger.ASKED_MAX), Set.of(), 6));
    assertThat(ledger.workflows()).hasSize(1);
  }

  @Test
  void forget_whatWasAskedForBefore_makesRoom() {
    add("a", 1);
    add("b", 5);
    ledger.add(new Asked("old", ids(0, Ledger.ASKED_MAX), Set.of(), 1));
    ledger.forget(5);
    assertThat(ledger.tracks()).extracting(MissingTrack::id).containsExactly("b");
    assertThat(ledger.workflows()).isEmpty();
    ledger.add(new Asked("new", ids(0, Ledger.ASKED_MAX), Set.of(), 6));
    assertThat(ledger.workflows()).hasSize(1);
    ledger.forget(7);
    assertThat(ledger.isEmpty()).isTrue();
  }

  @Test
  void remove_part_takesItAloneAndLeavesWhatCame() {
    add("a", 1);
    add("b", 2);
    ledger.add(new Asked("w", ids(0, Ledger.ASKED_MAX), Set.of(), 1));
    Ledger.Part part = ledger.oldest(1, 5);
    assertThat(part.tracks()).extracting(MissingTrack::id).containsExactly("a");
    assertThat(ledger.tracks()).as("it stays until it is removed").hasSize(2);
    ledger.remove(part);
    assertThat(ledger.tracks()).extracting(MissingTrack::id).containsExactly("b");
    assertThat(ledger.workflows()).isEmpty();
    ledger.add(new Asked("v", ids(0, Ledger.ASKED_MAX), Set.of(), 1));
    assertThat(ledger.workflows()).as("there is room again").hasSize(1);
    Ledger.Part rest = ledger.oldest(5, 0);
    add("b", 3);
    ledger.remove(rest);
    assertThat(ledger.tracks()).as("added to meanwhile").hasSize(1);
  }

  private void add(String id, long at) {
    ledger.add(MissingTrack.of(id, Lack.UNKNOWN, null, Hints.NONE, at));
  }

  private static Set<String> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).collect(Collectors.toSet());
  }

  @Test
  void add_ofTwoTurns_keepsTheLaterTime() {
    ledger.add(new Asked("w", Set.of("a"), Set.of("a"), 9));
    ledger.add(new Asked("w", Set.of("b"), Set.of(), 3));
    assertThat(ledger.oldest(0, 1).workflows())
        .containsExactly(new Asked("w", Set.of("a", "b"), Set.of("a"), 9));
  }

  @Test
  void add_whileAPartIsAway_leavesThePartAsItWas() {
    ledger.add(new Asked("w", Set.of("a"), Set.of(), 1));
    Ledger.Part part = ledger.oldest(0, 1);
    ledger.add(new Asked("w", Set.of("b"), Set.of("b"), 2));
    assertThat(part.workflows()).containsExactly(new Asked("w", Set.of("a"), Set.of(), 1));
    ledger.remove(part);
    assertThat(ledger.workflows()).as("added to meanwhile").containsExactly(
        new Coverage("w", 2, 1, 2));
  }
}
