package recobeat.fallback;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import recobeat.message.Fill;
import recobeat.model.Guess;
import recobeat.model.Id;
import recobeat.model.IdKind;
import recobeat.model.Json;

/** Guesses as callers get them, of one request. Single-threaded. */
final class Fillings {

  private static final double CONFIDENCE_DIGITS = 1_000;

  /** In haste many tracks have the very same one, which is written once. */
  private final Map<Estimate, Json> written = new IdentityHashMap<>();

  /** That of an id in canonical spelling; who asks by an ISRC gets an array, whatever is in it. */
  Fill.Filling of(String id, Estimate estimate) {
    Json features =
        written.computeIfAbsent(estimate, each -> Json.of(each.toJson().encode()));
    return new Fill.Filling(
        estimate.source(),
        Id.of(id).kind() == IdKind.ISRC ? Json.array(List.of(features)) : features,
        new Guess(Math.round(estimate.confidence() * CONFIDENCE_DIGITS) / CONFIDENCE_DIGITS,
            estimate.basis()));
  }
}
