package recobeat.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import recobeat.message.Failure;
import recobeat.message.Priority;
import recobeat.model.Endpoint;

/** Who goes first, before a service that answers each call after a second and knows everything. */
class PriorityTest extends Played {

  PriorityTest() {
    super(new GateOptions(1_000, 1_000, 1_000, 4, false));
  }

  @Test
  void warmUp_hundredThousandIds_delayNobodyByMoreThanACall() {
    for (int from = 0; from < 100_000; from += 10_000) {
      ask(Priority.WARM_UP, "warm", LONG, from, from + 10_000);
    }
    for (int turn = 0; turn < 20; turn++) {
      pass(turn % 2 == 0 ? 7_300 : 3_900);
      long asked = time.millis();
      long look = ask(Priority.INTERACTIVE, null, LONG, 200_000 + turn, 200_001 + turn);
      pass(2 * CALL_MS + 100);
      assertThat(answeredAt.get(look) - asked).as("look-up %s", turn)
          .isLessThanOrEqualTo(2 * CALL_MS + 50);
    }
    assertThat(calls.size()).as("the warm-up goes on").isGreaterThan(100);
  }

  @Test
  void warmUp_oneSlotStaysFree_soThatALookUpLeavesAtOnce() {
    ask(Priority.WARM_UP, "warm", LONG, 0, 10_000);
    pass(30_000);
    int under = ends.size();
    ask(Priority.INTERACTIVE, null, LONG, 20_000, 20_001);
    pass(60);
    assertThat(ends).as("calls under way").hasSize(under + 1);
    assertThat(lastCall()).contains(spotify(20_000));
  }

  @Test
  void workflow_thatAsksForMuch_letsOthersGoInTurns() {
    ask(Priority.INTERACTIVE, "greedy", LONG, 0, 4_000);
    pass(100);
    List<Long> small = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      small.add(ask(Priority.INTERACTIVE, "small-" + i, LONG, 10_000 + i, 10_001 + i));
    }
    // They do not come in front of what waits already, but of what would have its second turn.
    pass(3 * CALL_MS);
    assertThat(answeredAt).containsKeys(small.toArray(Long[]::new));
    assertThat(calls.size()).as("calls of 100").isLessThan(20);
    assertThat(calls.get(0).workflows()).containsExactly("greedy");
  }

  @Test
  void workflow_besideAStreamOfSmallRequests_hasItsTurns() {
    callMs = 4 * CALL_MS;
    ask(Priority.INTERACTIVE, "big", LONG, 0, 400);
    ask(Priority.INTERACTIVE, null, LONG, 1_000, 1_400);
    // More than can leave.
    for (int i = 0; i < 200; i++) {
      ask(Priority.INTERACTIVE, null, LONG, 10_000 + 40 * i, 10_040 + 40 * i);
      pass(CALL_MS - 100);
    }
    assertThat(calls.stream().filter(call -> call.workflows().contains("big")))
        .as("of 10 calls").hasSizeGreaterThan(4);
    assertThat(calls.stream().filter(call -> number(call.ids().get(0)) / 1_000 == 1))
        .as("of 10 calls").hasSizeGreaterThan(4);
    assertThat(answeredAt.size()).as("others have theirs too").isGreaterThan(100);
  }

  @Test
  void workflow_idThatAnotherQueuedFarBehind_comesInItsOwnTurn() {
    ask(Priority.INTERACTIVE, "greedy", LONG, 0, 4_000);
    pass(100);
    long small = ask(Priority.INTERACTIVE, "small", LONG, 3_999, 4_000);
    pass(3 * CALL_MS);
    assertThat(answeredAt).containsKey(small);
  }

  @Test
  void batch_comesBehindInteractive_andBeforeWarmUp() {
    ask(Priority.WARM_UP, "a", LONG, 0, 400);
    ask(Priority.BATCH, "b", LONG, 1_000, 1_400);
    ask(Priority.INTERACTIVE, "c", LONG, 2_000, 2_400);
    pass(60 * CALL_MS);
    List<Integer> order = calls.stream()
        .map(call -> number(call.ids().get(0)) / 1_000).toList();
    // One of each left before anybody more urgent had come.
    assertThat(order.subList(0, 2)).containsExactly(0, 1);
    assertThat(order.subList(2, 12)).containsOnly(2);
    assertThat(order.subList(12, 21)).containsOnly(1);
    assertThat(order.subList(21, order.size())).hasSize(9).containsOnly(0);
  }

  @Test
  void background_fillsSeatsThatNobodyElseTakes() {
    ask(Priority.WARM_UP, "warm", LONG, 0, 30);
    ask(Priority.INTERACTIVE, null, LONG, 100, 101);
    pass(60);
    assertThat(calls).singleElement().satisfies(call -> assertThat(call.ids()).hasSize(31));
  }

  @Test
  void waitIsOver_whatIsQueued_isInNobodysWay() {
    ask(Priority.INTERACTIVE, "impatient", 500, 0, 4_000);
    pass(600);
    long next = ask(Priority.BATCH, "next", LONG, 10_000, 10_080);
    pass(2 * CALL_MS + 100);
    assertThat(answeredAt).containsKey(next);
  }

  @Test
  void waitIsOver_muchIsWaiting_whatIsQueuedIsDropped() {
    for (int from = 0; from < 110_000; from += 10_000) {
      ask(Priority.INTERACTIVE, "impatient", 500, from, from + 10_000);
    }
    pass(600);
    assertThat(answeredAt).hasSize(11);
    assertThat(dispatch.survey().flights()).isLessThanOrEqualTo(100_000);
  }

  @Test
  void advance_seatThatLeavesInAnotherTurn_isAsOldAsBefore() {
    Line line = new Line(1);
    Seat old = seat("old", 1);
    line.add(seat("first", 0));
    line.add(old);
    line.add(seat("young", 2));
    line.advance(old, "small");
    assertThat(line.byAge()).extracting(seat -> seat.id).containsExactly("first", "old", "young");
    line.remove(line.byAge().iterator().next());
    assertThat(line.since()).isEqualTo(1);
  }

  private static Seat seat(String id, long queuedAt) {
    Seat seat = new Seat(Endpoint.FEATURES, id, Urgency.INTERACTIVE, "greedy");
    seat.queuedAt = queuedAt;
    return seat;
  }

  @Test
  void room_isRefusedToTheLeastUrgentFirst() {
    assertRefusedBeyond(Priority.WARM_UP, 50);
    assertRefusedBeyond(Priority.BATCH, 90);
    assertRefusedBeyond(Priority.INTERACTIVE, 100);
  }

  private void assertRefusedBeyond(Priority priority, int requests) {
    while (dispatch.survey().requests() < requests) {
      int id = (int) nextToken;
      assertThat(refused).as("%s", dispatch.survey()).isEmpty();
      ask(priority, null, LONG, id, id + 1);
    }
    long beyond = ask(priority, null, LONG, 1_000, 1_001);
    assertThat(refused.remove(beyond)).isEqualTo(Failure.OVERLOADED);
  }
}
