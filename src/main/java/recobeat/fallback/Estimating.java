package recobeat.fallback;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import recobeat.message.Accept;
import recobeat.message.Addresses;
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
 * Then it is a few tracks in a turn of the event loop; towards the end of the limit without kin,
 * which takes next to no time.
 */
final class Estimating {

  /** Each with all kin takes half a millisecond. */
  private static final int IN_A_TURN = 16;

  /** Groups read from Redis for one request. */
  private static final int GROUPS_MAX = 2_000;

  private final Vertx vertx;
  private final Addresses addresses;
  private final Time time;
  private final Learning learning;
  private final Kin kin;
  private final Guesses guesses;
  private final Manuals manuals;
  private final List<Fill.Gap> gaps;
  private final Accept accept;
  private final long limitMs;
  private final long deadline;
  private final List<Hints> hints = new ArrayList<>();
  private final List<@Nullable Told> told = new ArrayList<>();
  private final List<@Nullable Estimate> made = new ArrayList<>();

  Estimating(Vertx vertx, Addresses addresses, Time time, Learning learning, Kin kin,
      Guesses guesses, Manuals manuals, Fill fill) {
    this.vertx = vertx;
    this.addresses = addresses;
    this.time = time;
    this.learning = learning;
    this.kin = kin;
    this.guesses = guesses;
    this.manuals = manuals;
    this.gaps = fill.gaps();
    this.accept = fill.accept();
    this.limitMs = fill.limitMs();
    this.deadline = time.millis() + limitMs;
  }

  /** One for each gap, in their order; null where none is good enough. */
  Future<List<@Nullable Estimate>> run() {
    for (Fill.Gap gap : gaps) {
      hints.add(gap.hints());
      told.add(manuals.of(gap.id()));
    }
    return Future.all(details(), told()).compose(done -> {
      // What another caller said of it is the last to be believed.
      for (int i = 0; i < gaps.size(); i++) {
        hints.set(i, hints.get(i).or(learning.hints(gaps.get(i).id())));
      }
      return kin();
    }).compose(done -> {
      Promise<List<@Nullable Estimate>> all = Promise.promise();
      turn(all);
      return all.future();
    });
  }

  /** Who they are, as far as their callers do not say. */
  private Future<Void> details() {
    List<Integer> unknown = new ArrayList<>();
    List<Key> keys = new ArrayList<>();
    for (int i = 0; i < gaps.size(); i++) {
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
    return this.<Find.Reply>ask(addresses.find(), new Find(keys)).map(reply -> {
      for (int i = 0; i < keys.size(); i++) {
        var entry = reply.found().get(i).entry();
        int at = unknown.get(i);
        if (entry != null) {
          hints.set(at, hints.get(at).or(Details.of(entry.value())));
        }
      }
      return null;
    }).otherwiseEmpty().mapEmpty();
  }

  /** What an admin says of them under another name than that by which they are asked for. */
  private Future<Void> told() {
    List<Integer> untold = new ArrayList<>();
    List<Key> keys = new ArrayList<>();
    for (int i = 0; i < gaps.size() && manuals.size() > 0; i++) {
      IdKind kind = Id.of(gaps.get(i).id()).kind();
      if (told.get(i) == null && (kind == IdKind.SPOTIFY || kind == IdKind.UUID)) {
        untold.add(i);
        keys.add(new Key(Kind.TRACK_ID, gaps.get(i).id()));
      }
    }
    if (keys.isEmpty()) {
      return Future.succeededFuture();
    }
    return this.<Find.Reply>ask(addresses.find(), new Find(keys)).map(reply -> {
      for (int i = 0; i < keys.size(); i++) {
        var entry = reply.found().get(i).entry();
        Json names = entry == null ? null : entry.value();
        if (names != null) {
          told.set(untold.get(i), manuals.of(Mapping.of(names)));
        }
      }
      return null;
    }).otherwiseEmpty().mapEmpty();
  }

  /** What Redis has of their kin; without it there is what this process has learned. */
  private Future<Void> kin() {
    List<Group> groups = kin.unread(hints, time.millis(), GROUPS_MAX);
    if (groups.isEmpty()) {
      return Future.succeededFuture();
    }
    FindKin find = new FindKin(groups.stream().map(Group::key).toList());
    return this.<FindKin.Reply>ask(addresses.findKin(), find).map(reply -> {
      for (int i = 0; i < groups.size(); i++) {
        kin.read(groups.get(i), reply.groups().get(i), time.millis());
      }
      return null;
    }).otherwiseEmpty().mapEmpty();
  }

  private void turn(Promise<List<@Nullable Estimate>> all) {
    for (int i = 0; i < IN_A_TURN && made.size() < gaps.size(); i++) {
      made.add(made(made.size()));
    }
    if (made.size() < gaps.size()) {
      vertx.runOnContext(next -> turn(all));
    } else {
      all.complete(made);
    }
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

  private <T> Future<T> ask(String address, Object body) {
    DeliveryOptions delivery =
        new DeliveryOptions().setLocalOnly(true).setSendTimeout(Math.max(1, limitMs / 4));
    return vertx.eventBus().<T>request(address, body, delivery).map(reply -> reply.body());
  }
}
