package recobeat.demo;

import io.vertx.core.json.JsonObject;

/**
 * What one of the four runs measured.
 *
 * @param workflows made at once
 * @param requests that the stand-in counted, for all of them together
 * @param accounted calls that the engine charged to them; as many as counted, if all is well
 * @param realMs from their start to the end of the last, in milliseconds
 * @param seconds the same as it would have been without the time scale
 * @param asked ids and queries asked of the engine; 0 without it
 * @param hits of these, known already
 * @param joined of these, answered by a call that somebody else had asked for
 * @param errors outcomes that failed and calls that were given up
 * @param complete whether each playlist has its full length, with features, details and artists
 */
public record Figures(
    int workflows,
    long requests,
    double accounted,
    long realMs,
    double seconds,
    long asked,
    long hits,
    long joined,
    long errors,
    boolean complete) {

  /** Calls for each workflow. */
  public double calls() {
    return (double) requests / workflows;
  }

  /** Share of what was asked that was known already, from 0 to 1. */
  public double hitRate() {
    return asked == 0 ? 0 : (double) hits / asked;
  }

  /** {@code {"workflows": 1, "calls": 7, "seconds": 310.2, "errors": 0, ...}}, seconds unscaled. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("workflows", workflows)
        .put("calls", calls())
        .put("seconds", seconds)
        .put("realSeconds", realMs / 1000.0)
        .put("hitRate", hitRate())
        .put("joined", joined)
        .put("errors", errors)
        .put("complete", complete);
  }
}
