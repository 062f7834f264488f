package recobeat.message;

import io.vertx.core.json.JsonObject;

/** A question to the engine, as a record; {@link #toJson} is its form on every wire. */
public sealed interface Request
    permits IdsRequest, MappingRequest, RecommendationRequest, SearchRequest, ListRequest,
        RankRequest, WorkflowRequest, MissingRequest {

  /** The JSON shape that the record's documentation shows. */
  JsonObject toJson();
}
