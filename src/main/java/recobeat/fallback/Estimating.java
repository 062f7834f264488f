package recobeat.fallback;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import recobeat.message.Accept;
import recobeat.message.Addresses;
import recobeat.message.Details;
import recobeat.message.Fill;
import recobeat.message.Find;
import recobeat.message.FindKin;
import recobeat.message.Hints;
import recobeat.model.Id;
import recobeat.model.IdKind;
import recobeat.model.Json;
import recobeat.model.Key;
import recobeat.model.Kind;
import recobeat.model.Mapping;
import recobeat.time.Time;

/**
 * The guesses of one request, made within its limit, unless an admin says what they would be: who
 * the tracks are and what Redis has of their kin is looked up first, each for a part of the limit.
 * All is done in short turns of the event loop; towards the end of the limit without kin, and what
 * is not guessed shortly before it is what its genres tell alone, so that all is in time. What
 * becomes of a guess is made in its turn, as that takes time too.
 *
 * @param <T> what becomes of a guess
 */
final class Estimating<T> {

  /** Groups read from Redis for one request, which answers nobody else meanwhile. */
  static final int GROUPS_MAX = 300;

  /** How long Redis's answer is of use, though nobody waits for it. */
  private static final long LATE_MS = 10_000;

  /**
   * Of so many combinations of genres it is looked what they mean where there is no time, or of one
   * behind the limit.
   */
  private static final int PLAIN_MAX = 50;

  /** This part of the limit is left for the way back. */
  private static final long WAY_BACK_PART = 8;

  private final Vertx vertx;
  private final Addresses addresses;
  private final Time time;
  private final Learning learning;
  private final Kin kin;
  private final Guesses guesses;
  private final Manuals manuals;
  private final BiFunction<String, Estimate, T> form;
  private final List<Fill.Gap> gaps;
  private final Accept accept;
  private final long limitMs;
  private final long deadline;
  private final Turns turns;
  private final List<Hints> hints = new ArrayList<>();
  private final List<@Nullable Told> told = new ArrayList<>();
  private final List<@Nullable T> made = new ArrayList<>();

  /**
   * For one request.
   *
   * @param form makes of the guess of an id what is wanted; of many it is the same guess
   */
  Estimating(Vertx vertx, Addresses addresses, Time time, Learning learning, Kin kin,
      Guesses guesses, Manuals manuals, Fill fill, BiFunction<String, Estimate, T> form) {
    this.vertx = vertx;
    this.addresses = addresses;
    this.time = time;
    this.learning = learning;
    this.kin = kin;
    this.guesses = guesses;
    this.manuals = manuals;
    this.form = form;
    this.gaps = fill.gaps();
    this.accept = fill.accept();
    this.limitMs = fill.limitMs();
    this.deadline = time.millis() + limitMs;
    this.turns = new Turns(this::later, time, deadline - limitMs / WAY_BACK_PART);
  }

  /** One for each gap, in their order; null where none is good enough. */
  Future<List<@Nullable T>> run() {
    // A long request is several of these, whose limits all begin before any of them works.
    Promise<Void> begun = Promise.promise();
    later(begun::complete);
    return begun.future().compose(begin -> turns.each(gaps.size(), this::begin))
        .compose(done -> Future.all(details(), told()))
        .compose(done -> {
          // What another caller said of it is the last to be believed.
          for (int i = 0; i < hints.size(); i++) {
            hints.set(i, hints.get(i).or(learning.hints(gaps.get(i).id())));
          }
          return kin();
        })
        .compose(done -> turns.each(hints.size(), at -> made.add(formed(at, made(at)))))
        .map(done -> {
          Map<List<String>, Optional<Estimate>> known = new HashMap<>();
          for (int at = made.size(); at < gaps.size(); at++) {
            made.add(formed(at, plain(at, known)));
          }
          return made;
        });
  }

  private @Nullable T formed(int at, @Nullable Estimate estimate) {
    return estimate == null ? null : form.apply(gaps.get(at).id(), estimate);
  }

  /** For which there is no time any more; nobody is left without an answer for that. */
  private @Nullable Estimate plain(int at, Map<List<String>, Optional<Estimate>> known) {
    boolean begun = at < told.size();
    Told said = begun ? told.get(at) : manuals.of(gaps.get(at).id());
    List<String> genres = (begun ? hints.get(at) : gaps.get(at).hints()).genres();
    boolean isMeant = known.containsKey(genres) || known.isEmpty()
        || known.size() < PLAIN_MAX && time.millis() < deadline;
    Estimate rest = known.computeIfAbsent(isMeant ? genres : List.of(),
        which -> Optional.ofNullable(guesses.plain(which, accept))).orElse(null);
    return said == null ? rest : said.over(rest);
  }

  private void begin(int at) {
    Fill.Gap gap = gaps.get(at);
    hints.add(gap.hints());
    told.add(manuals.of(gap.id()));
  }

  private void later(Runnable turn) {
    vertx.runOnContext(next -> turn.run());
  }

  /** Who they are, as far as their callers do not say. */
  private Future<Void> details() {
    List<Integer> unknown = new ArrayList<>();
    List<Key> keys = new ArrayList<>();
    for (int i = 0; i < hints.size(); i++) {
      Hints known = hints.get(i);
      Id id = Id.of(gaps.get(i).id());
      if ((known.artists().isEmpty() || known.title() == null)
          && id.kind() != IdKind.MALFORMED) {
        unknown.add(i);
        keys.add(new Key(Kind.TRACK, id.text()));
      }
    }
    if (keys.isEmpty()) {
      return Future.succeededFuture();
    }
    return this.<Find.Reply>ask(addresses.find(), new Find(keys), partMs())
        .compose(reply -> turns.each(keys.size(), i -> {
          var entry = reply.found().get(i).entry();
          int at = unknown.get(i);
          if (entry != null) {
            hints.set(at, hints.get(at).or(Details.hints(Details.row(entry.value()))));
          }
        })).otherwiseEmpty().mapEmpty();
  }

  /** What an admin says of them under another name than that by which they are asked for. */
  private Future<Void> told() {
    List<Integer> untold = new ArrayList<>();
    List<Key> keys = new ArrayList<>();
    for (int i = 0; i < told.size() && manuals.size() > 0; i++) {
      IdKind kind = Id.of(gaps.get(i).id()).kind();
      if (told.get(i) == null && (kind == IdKind.SPOTIFY || kind == IdKind.UUID)) {
        untold.add(i);
        keys.add(new Key(Kind.TRACK_ID, gaps.get(i).id()));
      }
    }
    if (keys.isEmpty()) {
      return Future.succeededFuture();
    }
    return this.<Find.Reply>ask(addresses.find(), new Find(keys), partMs())
        .compose(reply -> turns.each(keys.size(), i -> {
          var entry = reply.found().get(i).entry();
          Json names = entry == null ? null : entry.value();
          if (names != null) {
            told.set(untold.get(i), manuals.of(Mapping.of(names)));
          }
        })).otherwiseEmpty().mapEmpty();
  }

  /** What Redis has of their kin; without it there is what this process has learned. */
  private Future<Void> kin() {
    Map<String, Group> groups = new LinkedHashMap<>();
    return turns.until(hints.size(), at -> {
      kin.unread(List.of(hints.get(at)), time.millis(), GROUPS_MAX - groups.size())
          .forEach(group -> groups.put(group.key(), group));
      return groups.size() < GROUPS_MAX;
    }).compose(done -> groups.isEmpty()
        ? Future.succeededFuture()
        : read(List.copyOf(groups.values()))
            .timeout(partMs(), TimeUnit.MILLISECONDS).otherwiseEmpty());
  }

  /** Be it late: who asks next has it then. */
  private Future<Void> read(List<Group> groups) {
    FindKin find = new FindKin(groups.stream().map(Group::key).toList());
    Turns unhurried = new Turns(this::later, time, Long.MAX_VALUE);
    return this.<FindKin.Reply>ask(addresses.findKin(), find, LATE_MS)
        .compose(reply -> unhurried.each(groups.size(), i ->
            kin.read(groups.get(i), reply.groups().get(i), time.millis())))
        .mapEmpty();
  }

  /** What an admin says, and a guess where nobody says anything. */
  private @Nullable Estimate made(int gap) {
    Told said = told.get(gap);
    boolean isQuick = deadline - time.millis() < limitMs / 4;
    Estimate rest = said != null && said.isWhole()
        ? null
        : guesses.make(gaps.get(gap).id(), hints.get(gap), accept, isQuick);
    return said == null ? rest : said.over(rest);
  }

  private long partMs() {
    return Math.max(1, limitMs / 4);
  }

  private <R> Future<R> ask(String address, Object body, long waitMs) {
    DeliveryOptions delivery = new DeliveryOptions().setLocalOnly(true).setSendTimeout(waitMs);
    return vertx.eventBus().<R>request(address, body, delivery).map(reply -> reply.body());
  }
}
