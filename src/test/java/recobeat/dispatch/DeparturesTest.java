package recobeat.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import recobeat.message.Priority;

/** When a batch leaves that is not full, before a service that answers each call after a second. */
class DeparturesTest extends Played {

  private int asked;

  DeparturesTest() {
    super(new GateOptions(1_000, 1_000, 1_000, 4, false));
  }

  @BeforeEach
  void twoAtOnce_areCompany() {
    ask();
    ask();
    pass(3 * CALL_MS);
    calls.clear();
  }

  @Test
  void othersStillCome_batchWaitsForThem_asLongAsItsWindow() {
    for (int i = 0; i < 5; i++) {
      ask();
      pass(i < 4 ? 45 : 19);
      assertThat(calls).isEmpty();
    }
    pass(1);
    assertThat(lastCall()).hasSize(5);
  }

  @Test
  void nobodyComesAnyMore_batchLeavesAfterAQuarterOfItsWindow() {
    ask();
    pass(10);
    ask();
    pass(49);
    assertThat(calls).isEmpty();
    pass(1);
    assertThat(lastCall()).hasSize(2);
  }

  @Test
  void aloneForLong_leavesAtOnce() {
    pass(10_000);
    ask();
    pass(0);
    assertThat(calls).hasSize(1);
  }

  private void ask() {
    ask(Priority.INTERACTIVE, null, LONG, asked, ++asked);
  }
}
