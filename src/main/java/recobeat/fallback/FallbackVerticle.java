package recobeat.fallback;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import recobeat.ask.Asking;
import recobeat.message.Accept;
import recobeat.message.Addresses;
import recobeat.message.Appraise;
import recobeat.message.Failure;
import recobeat.message.Fill;
import recobeat.message.Find;
import recobeat.message.Hinted;
import recobeat.message.Hints;
import recobeat.message.KeepKin;
import recobeat.message.Learned;
import recobeat.message.Manual;
import recobeat.message.RankRequest;
import recobeat.message.Recommend;
import recobeat.metrics.Counter;
import recobeat.metrics.Counters;
import recobeat.model.Entry;
import recobeat.model.Key;
import recobeat.model.Source;
import recobeat.options.BadOption;
import recobeat.time.Flood;
import recobeat.time.Time;

/**
 * Guesses features where there is no fact, and recommends tracks where RecoBeat does not; learns to
 * do so from what is harvested.
 */
public final class FallbackVerticle extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(FallbackVerticle.class);
  private static final Flood FLOOD = new Flood(LOG);

  /** How long it looks for what rows do not tell; they are not learned from without it. */
  private static final long LOOK_MS = 10_000;

  private final Addresses addresses;
  private final Asking asking;
  private final FallbackOptions options;
  private final Time time;
  private final Counters counters;
  private final Kin kin;
  private final Manuals manuals;
  private final Neighbours neighbours;
  private final @Nullable RecommendationSource source;
  private @Nullable Curator curator;
  private @Nullable Refill refill;
  private @Nullable Recall recall;

  /**
   * Of one engine.
   *
   * @param source of recommendations, asked before its own; or null
   */
  public FallbackVerticle(Addresses addresses, Asking asking, FallbackOptions options, Time time,
      Counters counters, @Nullable RecommendationSource source) {
    this.addresses = addresses;
    this.asking = asking;
    this.options = options;
    this.time = time;
    this.counters = counters;
    this.kin = new Kin(options.groupsMax());
    this.manuals = new Manuals(options.manualMax());
    this.neighbours = new Neighbours(options.neighboursMax());
    this.source = source;
  }

  @Override
  public Future<?> start() {
    return vertx.executeBlocking(() -> warmed(genres())).compose(genres -> {
      Priors priors = new Priors(genres);
      Learning learning = new Learning(priors, kin, neighbours);
      Guesses guesses = new Guesses(priors, kin, counters);
      Ranker ranker = new Ranker(vertx, asking, time,
          fill -> guess(learning, guesses, fill, (id, estimate) -> estimate));
      List<RecommendationSource> sources = sources();
      Recall recalling = new Recall(vertx, addresses, priors);
      recall = recalling;
      Curator curating = new Curator(vertx, addresses, options, time, manuals);
      curator = curating;
      return Future.all(List.of(
          vertx.eventBus().<RankRequest>localConsumer(addresses.ranking(),
              message -> rank(ranker, message)).completion(),
          vertx.eventBus().<Fill>localConsumer(addresses.fill(),
              message -> fill(learning, guesses, message)).completion(),
          vertx.eventBus().<Hinted>localConsumer(addresses.hinted(),
              message -> learning.onHinted(message.body().hints())).completion(),
          vertx.eventBus().<Learned>localConsumer(addresses.learned(),
              message -> learn(learning, guesses, recalling, message.body())).completion(),
          vertx.eventBus().<Appraise>localConsumer(addresses.appraise(),
              message -> message.reply(guesses.appraise())).completion(),
          vertx.eventBus().<Recommend>localConsumer(addresses.recommend(),
              message -> recommend(sources, message)).completion(),
          vertx.eventBus().<Manual>localConsumer(addresses.manual(),
              curating::serve).completion(),
          curating.start(),
          recalling.start()));
    }).onSuccess(started -> {
      if (options.neighboursMax() > 0) {
        Refill filling = new Refill(vertx, addresses, neighbours, options.neighboursMax());
        refill = filling;
        filling.start();
      }
    });
  }

  @Override
  public Future<?> stop() {
    if (curator != null) {
      curator.stop();
    }
    if (refill != null) {
      refill.stop();
    }
    if (recall != null) {
      recall.stop();
    }
    return Future.succeededFuture();
  }

  private List<RecommendationSource> sources() {
    RecommendationSource own = new Nearest(vertx, addresses, manuals, neighbours);
    return source == null ? List.of(own) : List.of(source, own);
  }

  private void recommend(List<RecommendationSource> sources, Message<Recommend> message) {
    new Recommending(vertx, addresses, time, sources, message.body()).run()
        .onSuccess(filling -> {
          if (filling != null) {
            counters.count(Counter.RECOMMENDED);
          }
          message.reply(new Recommend.Reply(filling));
        })
        .onFailure(failure -> fail(message, failure));
  }

  /** Loads the classes by a guess for nobody, so that the first one for somebody is in time. */
  private static Genres warmed(Genres genres) {
    Priors priors = new Priors(genres);
    Kin kin = new Kin(1);
    Hints hints = new Hints(List.of("nobody"), "nothing", "nowhere (live)", List.of("pop"));
    Features means = Features.of(genres.global().means());
    kin.learn("one", hints, means);
    Neighbours neighbours = new Neighbours(1);
    neighbours.put("one", Song.of(hints), means);
    neighbours.recommend(
        List.of(means), Features.of(), new double[Feature.QUANTITIES], 1, 1, Set.of());
    Estimate guess =
        new Guesses(priors, kin, new Counters()).make("another", hints, Accept.DEFAULT, false);
    if (guess != null) {
      new Fillings().of("another", guess);
    }
    return genres;
  }

  private Genres genres() {
    GenreFile shipped = GenreFile.shipped();
    if (options.genresFile().isEmpty()) {
      return new Genres(shipped);
    }
    try {
      return new Genres(shipped.with(GenreFile.read(Path.of(options.genresFile()))));
    } catch (IllegalArgumentException wrong) {
      throw new BadOption("fallback.genresFile " + options.genresFile() + ": "
          + wrong.getMessage());
    }
  }

  private void fill(Learning learning, Guesses guesses, Message<Fill> message) {
    Fillings fillings = new Fillings();
    guess(learning, guesses, message.body(), fillings::of)
        .map(Fill.Reply::new)
        .onSuccess(message::reply)
        .onFailure(failure -> fail(message, failure));
  }

  private <T> Future<List<@Nullable T>> guess(
      Learning learning, Guesses guesses, Fill fill, BiFunction<String, Estimate, T> form) {
    return new Estimating<>(vertx, addresses, time, learning, kin, guesses, manuals, fill,
        (id, estimate) -> {
          counters.count(estimate.source() == Source.MANUAL ? Counter.MANUAL
              : estimate.source() == Source.ESTIMATED ? Counter.ESTIMATED : Counter.DEFAULTED);
          return form.apply(id, estimate);
        }).run();
  }

  private static void rank(Ranker ranker, Message<RankRequest> message) {
    ranker.rank(message.body())
        .onSuccess(message::reply)
        .onFailure(failure -> fail(message, failure));
  }

  private static void fail(Message<?> message, Throwable failure) {
    if (failure instanceof ReplyException reply) {
      message.fail(reply.failureCode(), reply.getMessage());
    } else {
      FLOOD.at(Level.ERROR).setCause(failure).log("nothing could be guessed");
      message.fail(Failure.INTERNAL.code(), "the engine failed");
    }
  }

  private void learn(Learning learning, Guesses guesses, Recall recalling, Learned learned) {
    learned.rows().forEach(guesses::onRow);
    List<Key> keys = Learning.counterparts(learned.rows());
    DeliveryOptions delivery = local().setSendTimeout(LOOK_MS);
    vertx.eventBus().<Find.Reply>request(addresses.find(), new Find(keys), delivery)
        .map(reply -> stored(keys, reply.body()))
        .otherwise(Map.of())
        .map(stored -> learning.learn(learned.rows(), stored))
        .onSuccess(members -> keep(members, recalling.changes()))
        .onFailure(failure -> FLOOD.at(Level.ERROR).setCause(failure)
            .log("rows could not be learned from"));
  }

  private static Map<Key, Entry> stored(List<Key> keys, Find.Reply reply) {
    Map<Key, Entry> stored = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      Entry entry = reply.found().get(i).entry();
      if (entry != null) {
        stored.put(keys.get(i), entry);
      }
    }
    return stored;
  }

  private void keep(List<KeepKin.Member> tracks, List<KeepKin.Member> genres) {
    counters.count(Counter.TAUGHT, tracks.stream().map(KeepKin.Member::id).distinct().count());
    List<KeepKin.Member> all = new ArrayList<>(tracks);
    all.addAll(genres);
    if (!all.isEmpty()) {
      vertx.eventBus().send(addresses.keepKin(), new KeepKin(all), local());
    }
  }

  private static DeliveryOptions local() {
    return new DeliveryOptions().setLocalOnly(true);
  }
}
