package recobeat.fallback;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import recobeat.ask.Asking;
import recobeat.message.Accept;
import recobeat.message.Failure;
import recobeat.message.Fill;
import recobeat.message.IdsRequest;
import recobeat.message.RankReply;
import recobeat.message.RankRequest;
import recobeat.message.Reply;
import recobeat.message.Target;
import recobeat.message.Terms;
import recobeat.model.Id;
import recobeat.model.Kind;
import recobeat.model.Outcome;
import recobeat.model.Status;
import recobeat.time.Time;

/** Ranks the tracks of requests: facts first, then guesses where there are none, then the order. */
final class Ranker {

  /** Of a target that says no tolerance, in the feature's spreads. */
  private static final double TOLERANCE = 2;

  private static final double DIGITS = 10_000;

  private final Vertx vertx;
  private final Asking asking;
  private final Time time;
  private final Function<Fill, Future<List<@Nullable Estimate>>> estimates;

  /**
   * For one verticle.
   *
   * @param estimates makes guesses
   */
  Ranker(Vertx vertx, Asking asking, Time time,
      Function<Fill, Future<List<@Nullable Estimate>>> estimates) {
    this.vertx = vertx;
    this.asking = asking;
    this.time = time;
    this.estimates = estimates;
  }

  Future<RankReply> rank(RankRequest request) {
    Terms terms = request.terms();
    boolean isGuessed = terms.accept().compareTo(Accept.STALE) > 0;
    long waitMs = asking.waitMs(terms);
    long deadline = time.millis() + waitMs;
    IdsRequest facts = request.features(isGuessed
        ? terms.accept(Accept.STALE).waitMs(asking.factsMs(waitMs, request.tracks().size()))
        : terms);
    Future<Reply> told = asking.ids(Kind.FEATURES, facts);
    return (isGuessed ? told.otherwise(failure -> lost(facts, failure)) : told).compose(reply -> {
      List<Integer> gaps = isGuessed ? gaps(reply) : List.of();
      Fill fill = new Fill(
          gaps.stream().map(at -> gap(facts, at)).toList(), terms.accept(),
          asking.guessMs(deadline - time.millis(), gaps.size()));
      return estimates(fill).compose(made -> {
        Map<Integer, Estimate> guesses = new HashMap<>();
        for (int i = 0; i < made.size(); i++) {
          Estimate estimate = made.get(i);
          if (estimate != null) {
            guesses.put(gaps.get(i), estimate);
          }
        }
        // Thousands of rows are parsed.
        return vertx.executeBlocking(() -> ranked(request, reply, guesses), false);
      });
    });
  }

  /** None if they do not come in time. */
  private Future<List<@Nullable Estimate>> estimates(Fill fill) {
    return estimates.apply(fill)
        .timeout(asking.lateMs(fill.limitMs(), fill.gaps().size()), TimeUnit.MILLISECONDS)
        .recover(failure -> failure instanceof TimeoutException
            ? Future.succeededFuture(List.of())
            : Future.failedFuture(failure));
  }

  /** No facts at all are no reason to stop. */
  private static Reply lost(IdsRequest facts, Throwable failure) {
    return new Reply(facts.ids().stream()
        .map(id -> Outcome.failed(id, Failure.reason(failure))).toList(), 0);
  }

  private static List<Integer> gaps(Reply reply) {
    List<Integer> gaps = new ArrayList<>();
    for (int i = 0; i < reply.outcomes().size(); i++) {
      if (reply.outcomes().get(i).isGap()) {
        gaps.add(i);
      }
    }
    return gaps;
  }

  private static Fill.Gap gap(IdsRequest facts, int at) {
    String id = facts.ids().get(at);
    return new Fill.Gap(Id.of(id).text(), facts.hints(id));
  }

  private static RankReply ranked(
      RankRequest request, Reply reply, Map<Integer, Estimate> guesses) {
    List<Rank.Candidate> candidates = new ArrayList<>();
    Map<String, RankReply.Ranked> known = new HashMap<>();
    for (int i = 0; i < reply.outcomes().size(); i++) {
      Outcome outcome = reply.outcomes().get(i);
      Estimate estimate = guesses.get(i);
      candidates.add(candidate(outcome, estimate));
      known.put(outcome.id(), estimate == null
          ? new RankReply.Ranked(outcome.id(), 0, outcome.status(), outcome.source(),
              outcome.reason(), outcome.status() == Status.FOUND ? 1 : 0, List.of())
          : new RankReply.Ranked(outcome.id(), 0, Status.GUESSED, estimate.source(),
              outcome.reason(), rounded(estimate.confidence()), List.of()));
    }
    Rank.Ranking ranking = order(request).of(candidates);
    List<RankReply.Ranked> ranked = new ArrayList<>();
    for (Rank.Ranked each : ranking.passed()) {
      RankReply.Ranked track = known.get(each.id());
      if (track != null && ranked.size() < request.limit()) {
        ranked.add(new RankReply.Ranked(track.id(), rounded(each.score()), track.status(),
            track.source(), track.reason(), track.confidence(),
            each.unjudged().stream().map(Feature::text).toList()));
      }
    }
    return new RankReply(ranked, ranking.refused(), reply.calls());
  }

  private static Rank.Candidate candidate(Outcome outcome, @Nullable Estimate estimate) {
    if (estimate != null) {
      return Rank.Candidate.guessed(outcome.id(), estimate);
    }
    Features features = outcome.status() == Status.FOUND
        ? Features.read(outcome.value())
        : null;
    return Rank.Candidate.known(outcome.id(), features == null ? Features.of() : features);
  }

  private static Rank order(RankRequest request) {
    List<Rank.Target> targets = new ArrayList<>();
    request.targets().forEach((target, wanted) -> {
      Feature feature = feature(target);
      Double tolerance = wanted.tolerance();
      targets.add(new Rank.Target(feature, wanted.value(),
          tolerance == null ? TOLERANCE * feature.spread() : tolerance, wanted.weight()));
    });
    List<Rank.Bound> bounds = new ArrayList<>();
    request.filters().forEach((target, range) ->
        bounds.add(new Rank.Bound(feature(target), range.min(), range.max())));
    return new Rank(targets, bounds);
  }

  private static Feature feature(Target target) {
    return Feature.valueOf(target.name());
  }

  private static double rounded(double share) {
    return Math.round(share * DIGITS) / DIGITS;
  }
}
