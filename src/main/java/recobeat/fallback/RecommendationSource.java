package recobeat.fallback;

import io.vertx.core.Future;
import java.util.List;
import recobeat.message.RecommendationRequest;

/**
 * Where recommendations come from when RecoBeat has none or gives none in time, and the caller
 * accepts {@code estimated}. It is asked on an event loop, which it must not block, and may answer
 * on any thread. One that fails, or is late, is done without.
 */
public interface RecommendationSource {

  /**
   * Tracks like the seeds.
   *
   * @param limitMs milliseconds from now until its answer is of no use any more
   */
  Future<Recommended> recommend(RecommendationRequest request, long limitMs);

  /**
   * What it recommends.
   *
   * @param ids Spotify or RecoBeat ids of tracks, the best first; empty if it has none. Seeds, and
   *     tracks whose details the engine does not have, are left out, so more than asked for are of
   *     use
   * @param confidence 0 to 1, as answers tell it
   * @param basis what they were made from, as answers tell it
   */
  record Recommended(List<String> ids, double confidence, String basis) {

    /** Copies. */
    public Recommended {
      ids = List.copyOf(ids);
    }
  }
}
