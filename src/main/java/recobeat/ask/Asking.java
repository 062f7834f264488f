package recobeat.ask;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import org.jspecify.annotations.Nullable;
import recobeat.message.Addresses;
import recobeat.message.IdsRequest;
import recobeat.message.ListRequest;
import recobeat.message.MappingRequest;
import recobeat.message.MissingReport;
import recobeat.message.MissingRequest;
import recobeat.message.RankReply;
import recobeat.message.RankRequest;
import recobeat.message.RecommendationRequest;
import recobeat.message.Reply;
import recobeat.message.SearchRequest;
import recobeat.message.Terms;
import recobeat.message.WorkflowReport;
import recobeat.message.WorkflowRequest;
import recobeat.metrics.Counters;
import recobeat.model.Id;
import recobeat.model.IdKind;
import recobeat.model.Json;
import recobeat.model.Key;
import recobeat.model.Kind;
import recobeat.model.Mapping;
import recobeat.near.Absences;
import recobeat.near.Hits;
import recobeat.near.Near;
import recobeat.time.Time;

/** Every operation of the engine, as those outside the actors call it. Any thread may call. */
public final class Asking {

  private final Ask ask;
  private final Time time;

  public Asking(Vertx vertx, Addresses addresses, Near near, Hits hits, Absences absences,
      Counters counters, Time time, AskOptions options) {
    this.time = time;
    this.ask = new Ask(vertx, addresses, near, hits, absences, counters, time, options);
  }

  /** Audio features, tracks, artists or albums. */
  public Future<Reply> ids(Kind kind, IdsRequest request) {
    return ask.ids(kind, request);
  }

  /** One track, artist or album, to explain an answer that was given, and counted, already. */
  public Future<Reply> again(Kind kind, String id, Terms terms) {
    return ask.again(kind, id, terms);
  }

  /** Mappings, from either side. */
  public Future<Reply> mappings(MappingRequest request) {
    return ask.ids(Kind.mapping(request.entity()), request.ids(), request.terms());
  }

  /** Tracks like some others; where RecoBeat has none in time, from here if that is accepted. */
  public Future<Reply> recommendations(RecommendationRequest request) {
    return ask.recommendations(Queries.recommendation(request), request);
  }

  /** A page of a search. */
  public Future<Reply> search(SearchRequest request) {
    return query(Queries.search(request), request.terms());
  }

  /** A page of a list; a Spotify id is converted first, as the service takes only its own here. */
  public Future<Reply> list(ListRequest request) {
    Id id = Id.of(request.id());
    if (id.kind() == IdKind.UUID) {
      return ask.query(Queries.list(request, id.text()), request.id(), request.terms());
    }
    Kind mapping = Kind.mapping(request.list().owner());
    long deadline = time.millis() + waitMs(request.terms());
    return ask.ids(mapping, List.of(id.text()), request.terms()).compose(reply -> {
      Json owner = reply.outcomes().get(0).value();
      return owner == null
          ? Future.succeededFuture(reply)
          : ask.query(Queries.list(request, Mapping.of(owner).recobeat()), request.id(),
                  request.terms().waitMs(Math.max(0, deadline - time.millis())))
              .map(list -> new Reply(list.outcomes(), reply.calls() + list.calls()));
    });
  }

  /** Which tracks come nearest to what is wanted, from facts and guesses. */
  public Future<RankReply> rank(RankRequest request) {
    return ask.rank(request);
  }

  /** How long a request on these terms waits, in milliseconds. */
  public long waitMs(Terms terms) {
    return Math.min(ask.waitMs(terms), Ask.WAIT_MS_MAX);
  }

  /** What facts get of a wait that ends with guesses. */
  public long factsMs(long waitMs, int ids) {
    return GuessTimes.factsMs(waitMs, ids);
  }

  /** What guesses get of what is left of a wait. */
  public long guessMs(long leftMs, int gaps) {
    return GuessTimes.guessMs(leftMs, gaps);
  }

  /** When it goes on without guesses that were to be made in such a time. */
  public long lateMs(long guessMs, int gaps) {
    return GuessTimes.lateMs(guessMs, gaps);
  }

  /** The account of a workflow. */
  public Future<WorkflowReport> workflow(WorkflowRequest request) {
    return ask.workflow(request);
  }

  /** What was asked for that RecoBeat lacks. */
  public Future<MissingReport> missing(MissingRequest request) {
    return ask.missing(request);
  }

  /**
   * Another number whenever something was learned or removed: while it stays, an answer from near
   * is the same, but for what a lifetime ends.
   */
  public long changes() {
    return ask.changes();
  }

  /**
   * Accounts for ids that a caller was answered without asking again.
   *
   * @param ids those of which it was told whether RecoBeat has them
   * @param absent of these, those that RecoBeat does not have
   */
  public void hit(Kind kind, List<String> ids, List<Key> absent, @Nullable String workflow) {
    ask.hit(kind, ids, absent, workflow);
  }

  private Future<Reply> query(Key key, Terms terms) {
    return ask.query(key, key.text(), terms);
  }
}
