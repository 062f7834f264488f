package recobeat.fallback;

import java.time.Duration;
import recobeat.options.Bounds;

/**
 * What stands in for features that RecoBeat lacks or does not tell in time.
 *
 * @param genresFile of genres, which adds to those that come with the engine; empty for none
 * @param groupsMax artists, albums and songs whose tracks are kept in memory to guess others by;
 *     Redis keeps more
 * @param manualMax the most tracks whose features an admin may set
 * @param manualEvery how often these are read from Redis, as other engines set them too
 * @param neighboursMax tracks kept in memory to recommend the nearest of; 0 for no recommendations
 */
public record FallbackOptions(
    String genresFile, int groupsMax, int manualMax, Duration manualEvery,
    int neighboursMax) {

  /** Each question is compared to all of them, on an event loop. */
  private static final int NEIGHBOURS_MAX = 1_000_000;

  /** Checks the ranges. */
  public FallbackOptions {
    Bounds.readable("genresFile", genresFile);
    Bounds.limit("manualEvery", manualEvery);
    if (groupsMax < 1) {
      throw new IllegalArgumentException("groupsMax must be at least 1");
    }
    if (manualMax < 0) {
      throw new IllegalArgumentException("manualMax must not be negative");
    }
    if (neighboursMax < 0 || neighboursMax > NEIGHBOURS_MAX) {
      throw new IllegalArgumentException("neighboursMax must be from 0 to " + NEIGHBOURS_MAX);
    }
  }

  /**
   * 20,000 groups: of a few tracks each 20 MiB, at their largest ten times that. 10,000 tracks with
   * manual features, read each minute. 50,000 tracks to recommend take about 10 MiB.
   */
  public static FallbackOptions defaults() {
    return new FallbackOptions("", 20_000, 10_000, Duration.ofMinutes(1), 50_000);
  }
}
