package recobeat.ask;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import recobeat.message.Accept;
import recobeat.message.Addresses;
import recobeat.message.Failure;
import recobeat.message.Fill;
import recobeat.message.Get;
import recobeat.message.Hinted;
import recobeat.message.Hints;
import recobeat.message.IdsRequest;
import recobeat.message.MissingReport;
import recobeat.message.MissingRequest;
import recobeat.message.RankReply;
import recobeat.message.RankRequest;
import recobeat.message.Recommend;
import recobeat.message.RecommendationRequest;
import recobeat.message.Refresh;
import recobeat.message.Reply;
import recobeat.message.Terms;
import recobeat.message.WorkflowReport;
import recobeat.message.WorkflowRequest;
import recobeat.metrics.Counters;
import recobeat.model.Entry;
import recobeat.model.Key;
import recobeat.model.Kind;
import recobeat.model.Outcome;
import recobeat.model.Source;
import recobeat.near.Absences;
import recobeat.near.Hits;
import recobeat.near.Near;
import recobeat.time.Time;

/**
 * The one way in. What the near cache holds fresh is answered at once, without a message; the rest
 * goes to the dispatcher in messages of a bounded size. Any thread may call.
 */
final class Ask {

  /** Keys in one message; a longer request is several messages, and still one reply. */
  private static final int CHUNK = 1000;

  /** The dispatcher keeps the deadline itself; the bus gives up only if it does not. */
  private static final long MARGIN_MS = 10_000;

  /** Longer than anybody waits; sums with it do not overflow. */
  static final long WAIT_MS_MAX = Long.MAX_VALUE / 4;

  private final Vertx vertx;
  private final Addresses addresses;
  private final Near near;
  private final Hits hits;
  private final Absences absences;
  private final Counters counters;
  private final Time time;
  private final AskOptions options;

  Ask(Vertx vertx, Addresses addresses, Near near, Hits hits, Absences absences,
      Counters counters, Time time, AskOptions options) {
    this.vertx = vertx;
    this.addresses = addresses;
    this.near = near;
    this.hits = hits;
    this.absences = absences;
    this.counters = counters;
    this.time = time;
    this.options = options;
  }

  /** One outcome for each id, in their order. */
  Future<Reply> ids(Kind kind, List<String> texts, Terms terms) {
    return ids(kind, texts, terms, id -> Hints.NONE);
  }

  private Future<Reply> ids(
      Kind kind, List<String> texts, Terms terms, Function<String, Hints> hints) {
    if (texts.size() > options.idsMax()) {
      return Future.failedFuture(Failure.BAD_REQUEST.toException(
          "ids must be at most " + options.idsMax() + ", not " + texts.size()));
    }
    Gathering gathering = new Gathering(near, texts.size(), terms.accept(), time.epochMillis());
    gathering.look(kind, texts);
    return told(kind, gathering, terms, hints, finish(kind, gathering, terms, null));
  }

  /** The same for an id of which it was told already, and counted, that something is missing. */
  Future<Reply> again(Kind kind, String id, Terms terms) {
    Gathering gathering = new Gathering(near, 1, terms.accept(), time.epochMillis());
    gathering.look(kind, List.of(id));
    return finish(kind, gathering, terms, null);
  }

  /** The same for a request with hints, which may have its gaps guessed. */
  Future<Reply> ids(Kind kind, IdsRequest request) {
    Terms terms = request.terms();
    Reply known = request.ids().size() == 1 && terms.workflow() == null
        ? known(kind, request.ids().get(0)) : null;
    if (known != null) {
      return Future.succeededFuture(known);
    }
    long deadline = deadline(terms);
    if (kind != Kind.FEATURES || !isGuessed(terms) && !request.hasHints()
        || request.ids().size() > options.idsMax()) {
      return ids(kind, request.ids(), terms, request::hints);
    }
    Gathering gathering =
        new Gathering(near, request.ids().size(), terms.accept(), time.epochMillis());
    gathering.look(kind, request.ids());
    if (request.hasHints() && !gathering.missing().isEmpty()) {
      vertx.eventBus().send(
          addresses.hinted(), new Hinted(gathering.missing(request)), local());
    }
    return told(kind, gathering, terms, request::hints, finish(kind, gathering, terms,
        isGuessed(terms)
            ? new Guessing(deadline, () -> fill(gathering, request, deadline))
            : null));
  }

  /** What is asked most: a single id, and it is there; null if not, for who looks more closely. */
  private @Nullable Reply known(Kind kind, String text) {
    long now = time.epochMillis();
    Key key = Key.ofSpotify(kind, text);
    Entry entry = key == null ? null : near.fresh(key, now);
    if (entry == null) {
      return null;
    }
    counters.onNear(kind, 1, 0, 0, List.of());
    return new Reply(List.of(Outcome.of(text, entry, Source.NEAR, now)), 0);
  }

  /**
   * The outcome of one query.
   *
   * @param text what the outcome's id is to be
   */
  Future<Reply> query(Key key, String text, Terms terms) {
    Gathering gathering = new Gathering(near, 1, terms.accept(), time.epochMillis());
    gathering.look(key, text);
    return finish(key.kind(), gathering, terms, null);
  }

  /** The same for recommendations, which may be made here where RecoBeat has none in time. */
  Future<Reply> recommendations(Key key, RecommendationRequest request) {
    Terms terms = request.terms();
    if (!isGuessed(terms)) {
      return query(key, key.text(), terms);
    }
    long deadline = deadline(terms);
    Gathering gathering = new Gathering(near, 1, terms.accept(), time.epochMillis());
    gathering.look(key, key.text());
    return finish(key.kind(), gathering, terms,
        new Guessing(deadline, () -> recommend(gathering, request, deadline)));
  }

  /**
   * What is done about gaps.
   *
   * @param deadline of the whole request, by {@link Time#millis}: it begins with that, as to look
   *     for thousands takes a while
   * @param fill makes guesses by then
   */
  private record Guessing(long deadline, Supplier<Future<?>> fill) {}

  private long deadline(Terms terms) {
    return time.millis() + Math.min(waitMs(terms), WAIT_MS_MAX);
  }

  /** Whether less than a fact is taken. */
  private static boolean isGuessed(Terms terms) {
    return terms.accept().compareTo(Accept.STALE) > 0;
  }

  /** The account of a workflow. */
  Future<WorkflowReport> workflow(WorkflowRequest request) {
    return request(addresses.account(), request, 0);
  }

  long changes() {
    return near.changes();
  }

  void hit(Kind kind, List<String> ids, List<Key> absent, @Nullable String workflow) {
    counters.onNear(kind, ids.size(), 0, 0, absent);
    account(workflow, ids.size(), absent.size());
    if (absences.isOf(kind)) {
      told(kind, workflow, ids, absent);
    }
  }

  /** Remembers what is missing, once it is told. */
  private Future<Reply> told(Kind kind, Gathering gathering, Terms terms,
      Function<String, Hints> hints, Future<Reply> reply) {
    boolean isNothing = gathering.missing().isEmpty() && gathering.absent().isEmpty()
        && terms.workflow() == null;
    return isNothing || !absences.isOf(kind) ? reply : reply.onSuccess(whole -> {
      Gathering.Facts facts = gathering.facts(whole, hints);
      absences.told(kind, terms.workflow(), facts.known(), facts.absent().keySet(),
          id -> facts.absent().getOrDefault(id, Hints.NONE), time.epochMillis());
    });
  }

  private void told(Kind kind, @Nullable String workflow, List<String> ids, List<Key> absent) {
    if (workflow != null || !absent.isEmpty()) {
      absences.told(kind, workflow, ids, absent.stream().map(Key::text).toList(),
          id -> Hints.NONE, time.epochMillis());
    }
  }

  private void account(@Nullable String workflow, int ids, int absent) {
    if (ids > 0 && workflow != null) {
      hits.count(workflow, ids, absent, time.millis());
    }
  }

  private void guessed(@Nullable String workflow, int guesses) {
    if (guesses > 0 && workflow != null) {
      hits.guessed(workflow, guesses, time.millis());
    }
  }

  /**
   * All that is to be told in time.
   *
   * @param guessing null if gaps are to stay
   */
  private Future<Reply> finish(Kind kind, Gathering gathering, Terms terms,
      @Nullable Guessing guessing) {
    List<Key> missing = gathering.missing();
    counters.onNear(
        kind, gathering.fresh(), gathering.stale(), missing.size(), gathering.absent());
    account(terms.workflow(), gathering.fresh() + gathering.stale(), gathering.absent().size());
    if (!gathering.toRefresh().isEmpty()) {
      chunks(gathering.toRefresh()).forEach(keys ->
          vertx.eventBus().send(addresses.refresh(), new Refresh(keys), local()));
    }
    if (guessing != null) {
      return guess(gathering, missing, terms, guessing);
    }
    return missing.isEmpty()
        ? Future.succeededFuture(gathering.reply())
        : ended(gathering, get(gathering, missing, terms, waitMs(terms)));
  }

  /** What is known is not given up for what could not be asked. */
  private static Future<Reply> ended(Gathering gathering, Future<?> asked) {
    return asked.transform(done -> done.failed() && gathering.isLost()
        ? Future.failedFuture(done.cause())
        : Future.succeededFuture(gathering.reply()));
  }

  private Future<?> get(Gathering gathering, List<Key> missing, Terms terms, long waitMs) {
    List<Future<Void>> answers = new ArrayList<>();
    for (List<Key> keys : chunks(missing)) {
      Get get =
          new Get(keys, waitMs, terms.accept(), terms.workflow(), terms.priority());
      answers.add(this.<Get.Reply>request(addresses.get(), get, waitMs)
          .onSuccess(reply -> gathering.take(keys, reply, time.epochMillis()))
          .onFailure(failure -> {
            counters.onLost(keys);
            gathering.lose(keys, Failure.reason(failure));
          })
          .mapEmpty());
    }
    return Future.join(answers);
  }

  /** What RecoBeat lacks, as it is told now. */
  Future<MissingReport> missing(MissingRequest request) {
    return request(addresses.reportMissing(), request, 0);
  }

  /** Facts first, but so that some of the wait is left for guesses. */
  private Future<Reply> guess(
      Gathering gathering, List<Key> missing, Terms terms, Guessing guessing) {
    long leftMs = Math.max(0, guessing.deadline - time.millis());
    Future<?> asked = missing.isEmpty()
        ? Future.succeededFuture()
        : get(gathering, missing, terms, GuessTimes.factsMs(leftMs, missing.size()));
    return asked.transform(done -> guessing.fill.get()
        .transform(filled -> ended(gathering, asked)));
  }

  /** A guess that fails, or comes late, leaves the outcome as it was. */
  private Future<?> fill(Gathering gathering, IdsRequest request, long deadline) {
    List<Integer> all = gathering.gaps();
    List<List<Integer>> places = chunks(all);
    List<List<Fill.Gap>> gaps =
        places.stream().map(each -> gathering.gaps(each, request)).toList();
    List<Future<?>> filled = new ArrayList<>();
    for (int i = 0; i < gaps.size(); i++) {
      List<Integer> some = places.get(i);
      // What is left once all are named, as that takes a while for thousands.
      long limitMs = GuessTimes.guessMs(deadline - time.millis(), all.size());
      Fill fill = new Fill(gaps.get(i), request.terms().accept(), limitMs);
      filled.add(this.<Fill.Reply>guess(
              addresses.fill(), fill, GuessTimes.lateMs(limitMs, all.size()))
          .onSuccess(reply -> guessed(
              request.terms().workflow(), gathering.fill(some, reply))));
    }
    return Future.join(filled);
  }

  /** The same for recommendations. */
  private Future<?> recommend(
      Gathering gathering, RecommendationRequest request, long deadline) {
    List<Integer> gap = gathering.gaps();
    long limitMs = GuessTimes.guessMs(deadline - time.millis(), gap.size());
    return gap.isEmpty()
        ? Future.succeededFuture()
        : this.<Recommend.Reply>guess(
                addresses.recommend(), new Recommend(request, limitMs),
                GuessTimes.lateMs(limitMs, gap.size()))
            .onSuccess(reply -> guessed(request.terms().workflow(), gathering.fill(
                gap, new Fill.Reply(Collections.singletonList(reply.filling())))));
  }

  private <T> Future<T> guess(String address, Object body, long lateMs) {
    return vertx.eventBus()
        .<T>request(address, body, local().setSendTimeout(lateMs))
        .map(Message::body);
  }

  /** Which tracks come nearest to what is wanted. */
  Future<RankReply> rank(RankRequest request) {
    return request.tracks().size() > options.idsMax()
        ? Future.failedFuture(Failure.BAD_REQUEST.toException("tracks must be at most "
            + options.idsMax() + ", not " + request.tracks().size()))
        : request(addresses.ranking(), request, waitMs(request.terms()));
  }

  /** How long a request on these terms waits. */
  long waitMs(Terms terms) {
    return terms.waitMs() == null ? options.waitDefault().toMillis() : terms.waitMs();
  }

  private static <T> List<List<T>> chunks(List<T> all) {
    List<List<T>> chunks = new ArrayList<>();
    for (int start = 0; start < all.size(); start += CHUNK) {
      chunks.add(List.copyOf(all.subList(start, Math.min(all.size(), start + CHUNK))));
    }
    return chunks;
  }

  private <T> Future<T> request(String address, Object body, long waitMs) {
    DeliveryOptions delivery =
        local().setSendTimeout(Math.min(waitMs, Integer.MAX_VALUE) + MARGIN_MS);
    return vertx.eventBus().<T>request(address, body, delivery)
        .map(Message::body)
        .recover(failure -> Future.failedFuture(Failure.explained(failure)));
  }

  private static DeliveryOptions local() {
    return new DeliveryOptions().setLocalOnly(true);
  }
}
