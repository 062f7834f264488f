package recobeat.fallback;

import recobeat.options.Bounds;

/**
 * What stands in for features that RecoBeat lacks or does not tell in time.
 *
 * @param genresFile of genres, which adds to those that come with the engine; empty for none
 * @param groupsMax artists, albums and songs whose tracks are kept in memory to guess others by;
 *     Redis keeps more
 */
public record FallbackOptions(String genresFile, int groupsMax) {

  /** Checks the ranges. */
  public FallbackOptions {
    Bounds.readable("genresFile", genresFile);
    if (groupsMax < 1) {
      throw new IllegalArgumentException("groupsMax must be at least 1");
    }
  }

  /** 20,000 groups: of a few tracks each 20 MiB, at their largest ten times that. */
  public static FallbackOptions defaults() {
    return new FallbackOptions("", 20_000);
  }
}
