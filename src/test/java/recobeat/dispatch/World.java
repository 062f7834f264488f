package recobeat.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import recobeat.message.Accept;
import recobeat.message.Call;
import recobeat.message.Claim;
import recobeat.message.Find;
import recobeat.message.Get;
import recobeat.message.Priority;
import recobeat.message.Row;
import recobeat.message.Store;
import recobeat.metrics.Counters;
import recobeat.model.Endpoint;
import recobeat.model.Entity;
import recobeat.model.Entry;
import recobeat.model.Freshness;
import recobeat.model.Json;
import recobeat.model.Key;
import recobeat.model.Kind;
import recobeat.model.Reason;
import recobeat.model.Source;
import recobeat.time.ManualTime;

/**
 * A world around the dispatcher's core: callers who ask for overlapping ids under several names, a
 * cache that loses look-ups or answers late, a service that fails in every way, a wall clock that
 * jumps by days in both directions. All from one seed. After each step it checks: every request is
 * answered exactly once and in time, each of its keys by the truth or by a failure; no id is in two
 * calls of an endpoint, or twice in one; no call carries more than 40 ids or leaves before its
 * permit.
 */
final class World {

  private static final int IDS = 300;
  private static final int JUMPS_ONE_IN = 25;
  private static final int DAY_MINUTES = 24 * 60;
  private static final GateOptions GATE = new GateOptions(5, 3, 8, 3, true);

  private static final DispatchOptions OPTIONS = new DispatchOptions(
      GATE, BatchOptions.defaults(), RetryOptions.defaults(),
      BreakerOptions.defaults(), new QueueOptions(2_000, 500),
      WorkflowOptions.defaults(), 95_000, 2_000);

  private final SplittableRandom random;
  private final ManualTime time = new ManualTime();
  private final Dispatch dispatch;
  private final Map<Long, Get> open = new HashMap<>();
  private final Map<Long, Call> underWay = new HashMap<>();
  private final Map<Long, Long> underSince = new HashMap<>();

  /** A call younger than this is not taken to hang, whatever others take. */
  private static final long HANGS_MS = OPTIONS.callMs() / 2 / 5;

  private final List<Due> due = new ArrayList<>();
  private final Map<Key, Entry> stored = new HashMap<>();
  private final List<Long> sentAt = new ArrayList<>();
  private long nextToken;
  private long pausedUntil = Long.MIN_VALUE;
  private long asked;
  private long granted;
  long answered;
  long callsMade;

  private record Due(long at, Runnable what) {}

  World(long seed) {
    random = new SplittableRandom(seed);
    dispatch = new Dispatch(OPTIONS, time, new SplittableRandom(seed + 1), new Counters());
  }

  void step() {
    if (random.nextInt(JUMPS_ONE_IN) == 0) {
      time.jump(Duration.ofMinutes(random.nextInt(-2 * DAY_MINUTES, 2 * DAY_MINUTES)));
    }
    int what = random.nextInt(10);
    if (what < 4) {
      ask();
    } else if (what == 4) {
      run(dispatch.onRefresh(List.of(key(), key())));
    } else {
      pass(random.nextInt(4) == 0 ? random.nextInt(20_000) : random.nextInt(300));
    }
    check();
  }

  /** Lets everything end: then nobody waits, nothing is under way and no timer is armed. */
  void rest() {
    for (int i = 0; i < 10_000 && (!due.isEmpty() || dispatch.wakesAt() != Gate.NEVER); i++) {
      pass(1_000);
      check();
    }
    assertThat(open).as("requests without an answer").isEmpty();
    assertThat(underWay).as("calls under way").isEmpty();
    assertThat(dispatch.wakesAt()).as("armed timer").isEqualTo(Gate.NEVER);
    assertThat(answered).as("answers").isEqualTo(asked);
  }

  private void ask() {
    Set<Key> keys = new HashSet<>();
    int size = random.nextInt(6) == 0 ? 1 + random.nextInt(120) : 1 + random.nextInt(10);
    for (int i = 0; i < size; i++) {
      keys.add(key());
    }
    long waitMs = random.nextInt(5) == 0 ? random.nextInt(2_000) : 120_000;
    Accept accept = random.nextInt(4) == 0 ? Accept.FRESH : Accept.STALE;
    long token = nextToken++;
    Get get = new Get(List.copyOf(keys), waitMs, accept, "workflow-" + random.nextInt(20),
        Priority.values()[random.nextInt(3)]);
    open.put(token, get);
    asked++;
    later(waitMs + 1, () -> assertThat(open).as("answered in time").doesNotContainKey(token));
    run(dispatch.onGet(token, get));
  }

  /** The engine closes; what is under way goes on reporting. */
  void close() {
    run(dispatch.onClose());
    assertThat(open).as("requests without an answer").isEmpty();
  }

  private Key key() {
    int id = random.nextInt(IDS);
    Kind kind = List.of(Kind.FEATURES, Kind.TRACK, Kind.TRACK_ID, Kind.ARTIST, Kind.RECOMMENDATION)
        .get(random.nextInt(5));
    if (kind == Kind.RECOMMENDATION) {
      return new Key(kind, "?seeds=" + spotify(id) + "&size=20");
    }
    return new Key(kind, switch (random.nextInt(5)) {
      case 0 -> uuid(id);
      case 1 -> kind.entity() == Entity.TRACK ? isrc(id) : spotify(id);
      default -> spotify(id);
    });
  }

  private void pass(long ms) {
    long until = time.millis() + ms;
    while (true) {
      long next = Math.min(until, dispatch.wakesAt());
      for (Due each : due) {
        next = Math.min(next, each.at);
      }
      time.advance(Duration.ofMillis(Math.max(0, next - time.millis())));
      List<Due> now = due.stream().filter(each -> each.at <= time.millis()).toList();
      due.removeAll(now);
      now.forEach(each -> each.what.run());
      if (dispatch.wakesAt() <= time.millis()) {
        run(dispatch.onTime());
        assertThat(dispatch.wakesAt()).as("wakes again at once").isGreaterThan(time.millis());
      } else if (time.millis() >= until) {
        return;
      }
    }
  }

  private void run(List<Effect> effects) {
    for (Effect effect : effects) {
      if (effect instanceof Effect.Look look) {
        look(look);
      } else if (effect instanceof Effect.Ask) {
        claim();
      } else if (effect instanceof Effect.Send send) {
        send(send);
      } else if (effect instanceof Effect.Learn learn) {
        for (Store.Write write : learn.store().writes()) {
          if (write.mode() != Store.Mode.ADD) {
            stored.put(write.key(), write.entry());
          }
        }
      } else if (effect instanceof Effect.Answer answer) {
        Get get = open.remove(answer.token());
        assertThat(get).as("answered once").isNotNull();
        for (int i = 0; i < get.keys().size(); i++) {
          judge(get.keys().get(i), answer.reply().answers().get(i));
        }
        answered++;
      } else if (effect instanceof Effect.Refuse refuse) {
        assertThat(open.remove(refuse.token())).as("refused once").isNotNull();
        answered++;
      }
    }
  }

  /** A failure is no lie; everything else has to be true. */
  private void judge(Key key, Get.Answer answer) {
    Entry entry = answer.entry();
    if (entry == null) {
      assertThat(answer.reason()).as("%s", key)
          .isIn(Reason.TIMED_OUT, Reason.UNAVAILABLE, Reason.REFUSED);
    } else if (key.kind() == Kind.RECOMMENDATION) {
      assertThat(entry.isAbsent()).as("%s", key).isEqualTo(!exists(key));
    } else {
      assertThat(entry.isAbsent()).as("%s is %s", key, entry).isEqualTo(!exists(key));
      if (!entry.isAbsent()) {
        assertThat(String.valueOf(entry.value())).contains(key.kind().isMapping()
            ? uuid(number(key.text())) : "\"n\":" + number(key.text()) + "}");
      }
    }
  }

  /** Ids divisible by 3 do not exist; of the others, each fifth has no features. */
  private static boolean exists(Key key) {
    int number = number(key.text());
    return number % 3 != 0 && !(key.kind() == Kind.FEATURES && number % 5 == 0);
  }

  private void look(Effect.Look look) {
    int fate = random.nextInt(20);
    if (fate == 0) {
      return; // Lost: the core has to go on without it.
    }
    List<Find.Found> found = look.find().keys().stream().map(this::found).toList();
    later(fate == 1 ? 1_500 + random.nextInt(2_000) : random.nextInt(20),
        () -> run(dispatch.onFound(look.id(), fate == 2 ? null : new Find.Reply(found))));
  }

  private Find.Found found(Key key) {
    Entry entry = stored.get(key);
    if (entry == null) {
      boolean known = random.nextInt(3) == 0 && key.kind() == Kind.FEATURES
          && key.text().contains("-");
      return new Find.Found(known ? new Key(key.kind(), spotify(number(key.text()))) : key,
          null, Freshness.EXPIRED, Source.REDIS);
    }
    Freshness freshness = Freshness.values()[random.nextInt(3)];
    return freshness == Freshness.EXPIRED && !entry.isAbsent()
        ? new Find.Found(key, null, freshness, Source.REDIS)
        : new Find.Found(key, entry, freshness, Source.REDIS);
  }

  /** Others have their turns now and then, and Redis is away for a while, but says so. */
  private void claim() {
    int fate = random.nextInt(10);
    granted += 1 + random.nextInt(3);
    long pausedMs = fate == 2 ? random.nextInt(500) : 0;
    Claim.Reply reply = fate == 0 ? null : new Claim.Reply(
        fate < 3 ? pausedMs + 1 + random.nextInt(2_000) : 0, pausedMs,
        fate == 3 ? 1 + random.nextInt(10) : Double.NaN, granted,
        fate == 3 ? granted - 1 : 0);
    later(random.nextInt(fate == 0 ? 2_000 : 10), () -> run(dispatch.onClaimed(reply)));
  }

  private void send(Effect.Send send) {
    Call call = send.call();
    callsMade++;
    assertThat(call.ids()).hasSizeBetween(1, 40).doesNotHaveDuplicates();
    assertThat(time.millis()).as("pause").isGreaterThanOrEqualTo(pausedUntil);
    sentAt.add(time.millis());
    long window = sentAt.stream().filter(at -> at > time.millis() - 1_000).count();
    assertThat(window).as("calls in a second").isLessThanOrEqualTo((long) GATE.rateMax()
        + GATE.burst());
    underWay.put(send.id(), call);
    underSince.put(send.id(), time.millis());
    underSince.keySet().retainAll(underWay.keySet());
    assertThat(underWay.size()).as("with those that hang")
        .isLessThanOrEqualTo(2 * GATE.concurrency());
    assertThat(underSince.values().stream().filter(at -> at > time.millis() - HANGS_MS))
        .as("concurrency").hasSizeLessThanOrEqualTo(GATE.concurrency());
    Call.@Nullable Reply reply = reply(call);
    if (reply == null) {
      later(OPTIONS.callMs(), () -> underWay.remove(send.id()));
      return; // Lost: the core has to give it up itself.
    }
    later(50 + random.nextInt(random.nextInt(10) == 0 ? 80_000 : 1_000), () -> {
      underWay.remove(send.id());
      if (reply instanceof Call.Throttled throttled && throttled.retryAfterMs() >= 0) {
        pausedUntil = Math.max(pausedUntil, time.millis() + throttled.retryAfterMs());
      }
      run(dispatch.onCalled(send.id(), reply));
    });
  }

  private Call.@Nullable Reply reply(Call call) {
    return switch (random.nextInt(20)) {
      case 0 -> null;
      case 1 -> new Call.Broken("broken", random.nextInt(3) * 1_000L - 1_000);
      case 2 -> new Call.Throttled(random.nextInt(4) * 1_000L);
      case 3 -> new Call.Throttled(-1);
      case 4 -> new Call.Open();
      case 5 -> new Call.Refused("refused");
      default -> !call.endpoint().isBulk() && rows(call).rows().isEmpty()
          ? new Call.Nothing() : rows(call);
    };
  }

  private Call.Rows rows(Call call) {
    List<Row> rows = new ArrayList<>();
    for (String id : call.ids()) {
      int number = number(id);
      if (exists(new Key(Kind.at(call.endpoint()).get(0), id))) {
        rows.add(row(call.endpoint(), number));
      }
    }
    return new Call.Rows(rows, Json.of("{}"), 100);
  }

  private static Row row(Endpoint endpoint, int number) {
    Entity entity = endpoint == Endpoint.ARTISTS ? Entity.ARTIST : Entity.TRACK;
    return new Row(entity, endpoint == Endpoint.FEATURES, uuid(number), spotify(number),
        entity == Entity.TRACK ? isrc(number) : null, List.of(), Json.of("{\"n\":" + number + "}"));
  }

  private void check() {
    Set<String> ids = new HashSet<>();
    for (Call call : underWay.values()) {
      for (String id : call.ids()) {
        assertThat(ids.add(call.endpoint() + id)).as("%s in two calls", id).isTrue();
      }
    }
  }

  private void later(long ms, Runnable what) {
    due.add(new Due(time.millis() + ms, what));
  }

  private static String spotify(int number) {
    return String.format(Locale.ROOT, "S%021d", number);
  }

  private static String uuid(int number) {
    return String.format(Locale.ROOT, "00000000-0000-4000-8000-%012d", number);
  }

  private static String isrc(int number) {
    return String.format(Locale.ROOT, "USABC%07d", number);
  }

  private static int number(String id) {
    int query = id.indexOf('=');
    String name = query < 0 ? id : id.substring(query + 1, query + 23);
    return Integer.parseInt(name.substring(name.length() - 7));
  }

  @Override
  public String toString() {
    return "at " + time.millis() + " ms, " + open.size() + " requests open, " + underWay.size()
        + " calls under way";
  }
}
