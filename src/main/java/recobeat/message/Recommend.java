package recobeat.message;

import org.jspecify.annotations.Nullable;

/**
 * Asks the fallback verticle for recommendations, as RecoBeat has none or did not give any in time.
 *
 * @param limitMs when to answer at the latest, with what there is then
 */
public record Recommend(RecommendationRequest request, long limitMs) {

  /** What there is, like RecoBeat's own: {@code {"content": [track, ...]}}; null for nothing. */
  public record Reply(Fill.@Nullable Filling filling) {}
}
