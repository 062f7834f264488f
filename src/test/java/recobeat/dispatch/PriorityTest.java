package recobeat.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import recobeat.message.Accept;
import recobeat.message.Call;
import recobeat.message.Failure;
import recobeat.message.Find;
import recobeat.message.Get;
import recobeat.message.Priority;
import recobeat.message.Row;
import recobeat.metrics.Counters;
import recobeat.model.Entity;
import recobeat.model.Freshness;
import recobeat.model.Json;
import recobeat.model.Key;
import recobeat.model.Kind;
import recobeat.model.Source;
import recobeat.time.ManualTime;

/** Who goes first, before a service that answers each call after a second and knows everything. */
class PriorityTest {

  private static final long CALL_MS = 1_000;
  private static final long LONG = Duration.ofDays(1).toMillis();

  private record End(long at, Effect.Send call) {}

  private final ManualTime time = new ManualTime();
  private final PriorityQueue<End> ends = new PriorityQueue<>(Comparator.comparingLong(End::at));
  private final Map<Long, Long> answeredAt = new HashMap<>();
  private final Map<Long, Failure> refused = new HashMap<>();
  private final List<Call> calls = new ArrayList<>();
  private final Dispatch dispatch;
  private long nextToken;

  PriorityTest() {
    dispatch = new Dispatch(
        new DispatchOptions(new GateOptions(1_000, 1_000, 1_000, 4, false),
            BatchOptions.defaults(), RetryOptions.defaults(), BreakerOptions.defaults(),
            new QueueOptions(200_000, 100), WorkflowOptions.defaults(), 95_000, 2_000),
        time, new SplittableRandom(1), new Counters());
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

  private long ask(Priority priority, @Nullable String workflow, long waitMs, int from, int to) {
    List<Key> keys = IntStream.range(from, to)
        .mapToObj(id -> new Key(Kind.FEATURES, spotify(id))).toList();
    long token = nextToken++;
    run(dispatch.onGet(token, new Get(keys, waitMs, Accept.STALE, workflow, priority)));
    return token;
  }

  private void pass(long ms) {
    long until = time.millis() + ms;
    while (true) {
      long next = Math.min(dispatch.wakesAt(), ends.isEmpty() ? Gate.NEVER : ends.peek().at);
      if (next > until) {
        time.advance(Duration.ofMillis(until - time.millis()));
        return;
      }
      time.advance(Duration.ofMillis(Math.max(0, next - time.millis())));
      if (!ends.isEmpty() && ends.peek().at <= time.millis()) {
        Effect.Send call = ends.remove().call;
        run(dispatch.onCalled(call.id(), rows(call.call())));
      } else {
        run(dispatch.onTime());
      }
    }
  }

  private void run(List<Effect> effects) {
    for (Effect effect : effects) {
      if (effect instanceof Effect.Look look) {
        run(dispatch.onFound(look.id(), new Find.Reply(look.find().keys().stream()
            .map(key -> new Find.Found(key, null, Freshness.EXPIRED, Source.REDIS)).toList())));
      } else if (effect instanceof Effect.Send send) {
        calls.add(send.call());
        ends.add(new End(time.millis() + CALL_MS, send));
      } else if (effect instanceof Effect.Answer answer) {
        answeredAt.put(answer.token(), time.millis());
      } else if (effect instanceof Effect.Refuse refuse) {
        refused.put(refuse.token(), refuse.failure());
      }
    }
  }

  private static Call.Rows rows(Call call) {
    return new Call.Rows(call.ids().stream().map(id -> new Row(Entity.TRACK, true,
        String.format(Locale.ROOT, "00000000-0000-4000-8000-%012d", number(id)), id, null,
        List.of(), Json.of("{}"))).toList(), Json.of("{}"), CALL_MS);
  }

  private List<String> lastCall() {
    return calls.get(calls.size() - 1).ids();
  }

  private static String spotify(int number) {
    return String.format(Locale.ROOT, "S%021d", number);
  }

  private static int number(String id) {
    return Integer.parseInt(id.substring(id.length() - 7));
  }
}
