package recobeat.fallback;

import java.util.List;
import java.util.Set;
import recobeat.fallback.Neighbours.Neighbour;

/** Where recommendations come from while the service cannot give any in time. */
interface RecommendationSource {

  /** Named in answers, so that nobody takes them for the service's. */
  String name();

  /**
   * Tracks like some others; all of them are guesses.
   *
   * @param seeds what is known of the tracks asked for
   * @param targets what is wanted beside; where a quantity is there, it counts and not the seeds'
   * @param weights of the quantities, in the order of {@link Feature}
   * @param count no more than so many
   * @param perArtist no more of one artist
   * @param without ids that are not wanted: the seeds at least
   * @return the best first; empty if it has none
   */
  List<Neighbour> recommend(List<Features> seeds, Features targets, double[] weights, int count,
      int perArtist, Set<String> without);
}
