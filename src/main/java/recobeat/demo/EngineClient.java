package recobeat.demo;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import recobeat.RecoBeat;
import recobeat.message.IdsRequest;
import recobeat.message.MappingRequest;
import recobeat.message.RecommendationRequest;
import recobeat.message.Reply;
import recobeat.message.Terms;
import recobeat.model.Entity;
import recobeat.model.Outcome;
import recobeat.model.Status;

/** Asks the engine by its typed face, accounted to one workflow. */
final class EngineClient implements Service {

  private final RecoBeat engine;
  private final Terms terms;

  EngineClient(RecoBeat engine, String workflow, long waitMs) {
    this.engine = engine;
    this.terms = Terms.DEFAULT.workflow(workflow).waitMs(waitMs);
  }

  @Override
  public Future<Answer> recommendations(List<String> seeds, int size) {
    var request = new RecommendationRequest(seeds, size, List.of(), Map.of(), terms);
    return engine.recommendations(request).map(EngineClient::answer).otherwise(Answer.FAILED);
  }

  @Override
  public Future<Answer> convert(List<String> spotifyIds) {
    return sum(engine.ids(new MappingRequest(Entity.TRACK, spotifyIds, terms)), spotifyIds);
  }

  @Override
  public Future<Answer> features(List<String> recobeatIds) {
    return sum(engine.audioFeatures(new IdsRequest(recobeatIds, terms)), recobeatIds);
  }

  @Override
  public Future<Answer> details(List<String> spotifyIds) {
    return sum(engine.tracks(new IdsRequest(spotifyIds, terms)), spotifyIds);
  }

  @Override
  public Future<Answer> artists(List<String> recobeatIds) {
    return sum(engine.artists(new IdsRequest(recobeatIds, terms)), recobeatIds);
  }

  /** A message that fails as a whole fails for each of its ids. */
  private static Future<Answer> sum(Future<Reply> reply, List<String> asked) {
    return reply
        .map(all -> Answer.sum(all.outcomes().stream().map(EngineClient::answer).toList()))
        .otherwise(new Answer(List.of(), asked.size()));
  }

  private static Answer answer(Outcome outcome) {
    return outcome.value() == null
        ? outcome.status() == Status.FAILED ? Answer.FAILED : Answer.NONE
        : Answer.of((JsonObject) outcome.value().parse());
  }
}
