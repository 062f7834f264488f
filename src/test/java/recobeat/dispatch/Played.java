package recobeat.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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

/** The dispatcher's core on a stage: Redis knows nothing, the service answers after a second. */
abstract class Played {

  static final long CALL_MS = 1_000;
  static final long LONG = Duration.ofDays(1).toMillis();

  record End(long at, Effect.Send call) {}

  final ManualTime time = new ManualTime();
  final PriorityQueue<End> ends = new PriorityQueue<>(Comparator.comparingLong(End::at));
  final Map<Long, Long> answeredAt = new HashMap<>();
  final Map<Long, Get.Reply> answers = new HashMap<>();
  final Map<Long, Failure> refused = new HashMap<>();
  final List<Call> calls = new ArrayList<>();
  final List<Effect> others = new ArrayList<>();
  final Dispatch dispatch;

  /** What the service says to each call, and after how long; null for nothing. */
  Function<Call, Call.@Nullable Reply> service = Played::rows;

  long callMs = CALL_MS;
  long nextToken;

  Played(GateOptions gate) {
    dispatch = new Dispatch(
        new DispatchOptions(gate,
            BatchOptions.defaults(), RetryOptions.defaults(), BreakerOptions.defaults(),
            new QueueOptions(200_000, 100), WorkflowOptions.defaults(), 95_000, 2_000),
        time, new SplittableRandom(1), new Counters());
  }

  long ask(Priority priority, @Nullable String workflow, long waitMs, int from, int to) {
    List<Key> keys = IntStream.range(from, to)
        .mapToObj(id -> new Key(Kind.FEATURES, spotify(id))).toList();
    long token = nextToken++;
    run(dispatch.onGet(token, new Get(keys, waitMs, Accept.STALE, workflow, priority)));
    return token;
  }

  void pass(long ms) {
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
        Call.Reply reply = service.apply(call.call());
        if (reply != null) {
          run(dispatch.onCalled(call.id(), reply));
        }
      } else {
        run(dispatch.onTime());
      }
    }
  }

  void run(List<Effect> effects) {
    for (Effect effect : effects) {
      if (effect instanceof Effect.Look look) {
        run(dispatch.onFound(look.id(), new Find.Reply(look.find().keys().stream()
            .map(key -> new Find.Found(key, null, Freshness.EXPIRED, Source.REDIS)).toList())));
      } else if (effect instanceof Effect.Send send) {
        calls.add(send.call());
        ends.add(new End(time.millis() + callMs, send));
      } else if (effect instanceof Effect.Answer answer) {
        answeredAt.put(answer.token(), time.millis());
        answers.put(answer.token(), answer.reply());
      } else if (effect instanceof Effect.Refuse refuse) {
        refused.put(refuse.token(), refuse.failure());
      } else {
        others.add(effect);
      }
    }
  }

  static Call.Rows rows(Call call) {
    return new Call.Rows(call.ids().stream().map(id -> new Row(Entity.TRACK, true,
        String.format(Locale.ROOT, "00000000-0000-4000-8000-%012d", number(id)), id, null,
        List.of(), Json.of("{}"))).toList(), Json.of("{}"), CALL_MS);
  }

  List<String> lastCall() {
    return calls.get(calls.size() - 1).ids();
  }

  static String spotify(int number) {
    return String.format(Locale.ROOT, "S%021d", number);
  }

  static int number(String id) {
    return Integer.parseInt(id.substring(id.length() - 7));
  }
}
