package recobeat;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import recobeat.fallback.RecommendationSource;
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
import recobeat.message.WorkflowReport;
import recobeat.message.WorkflowRequest;
import recobeat.model.LifeOptions;
import recobeat.model.Outcome;
import recobeat.time.Time;

/** A running engine, for those who embed it. Any thread may call; results arrive on its context. */
public interface RecoBeat {

  /**
   * Starts an engine inside a Vert.x; fails if its Redis folder, or its address prefix in this
   * Vert.x, belongs to a running engine.
   */
  static Future<RecoBeat> start(Vertx vertx, RecoBeatOptions options) {
    return new Engine(vertx, options, Time.system(), new SplittableRandom()).start();
  }

  /**
   * The same with its meters in a registry of the application's too, until it is closed; a registry
   * holds those of one engine. If it is one for Prometheus, {@code /metrics} shows all that is in
   * it.
   */
  static Future<RecoBeat> start(Vertx vertx, RecoBeatOptions options, MeterRegistry registry) {
    return new Engine(
        vertx, options, registry, null, Time.system(), new SplittableRandom()).start();
  }

  /**
   * The same with a source of recommendations of the application's own, for who accepts {@code
   * estimated}: it is asked before the engine's when RecoBeat has none or gives none in time.
   *
   * @param registry or null for none
   */
  static Future<RecoBeat> start(Vertx vertx, RecoBeatOptions options,
      @Nullable MeterRegistry registry, RecommendationSource recommender) {
    return new Engine(
        vertx, options, registry, recommender, Time.system(), new SplittableRandom()).start();
  }

  /** Audio features of tracks. */
  Future<Reply> audioFeatures(IdsRequest request);

  /** Details of tracks. */
  Future<Reply> tracks(IdsRequest request);

  /** Details of artists. */
  Future<Reply> artists(IdsRequest request);

  /** Details of albums. */
  Future<Reply> albums(IdsRequest request);

  /** Which RecoBeat id and which Spotify id belong together, asked from either side. */
  Future<Reply> ids(MappingRequest request);

  /** Tracks like some others. */
  Future<Outcome> recommendations(RecommendationRequest request);

  /** A page of a search. */
  Future<Outcome> search(SearchRequest request);

  /** A page of an artist's, album's or track's list. */
  Future<Outcome> list(ListRequest request);

  /** Which tracks come nearest to what is wanted, from facts and guesses. */
  Future<RankReply> rank(RankRequest request);

  /** The account of a workflow. */
  Future<WorkflowReport> workflow(WorkflowRequest request);

  /** Which tracks were asked for that RecoBeat lacks, and what they have in common. */
  Future<MissingReport> missing(MissingRequest request);

  /** Changes all lifetimes at once, also of what is stored already. */
  void lifetimes(LifeOptions options);

  /**
   * Opens the HTTP bridge where {@code http.host} and {@code http.port} say.
   *
   * @return the port; fails if it is taken, also by another engine in this Vert.x
   */
  Future<Integer> listen();

  /** Ends the engine and its embedded Redis; who still waits is answered {@code CLOSING}. */
  Future<Void> close();
}
