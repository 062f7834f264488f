package recobeat.demo;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the demo runs.
 *
 * @param scale how many times faster than real life everything waits, from 1 to 1,000
 * @param seed of the stand-in's catalogue and moods, and of the choice of tracks
 * @param exit end after the table; if not, engine and stand-in stay up until {@link Demo#close}
 * @param json file that gets the figures of the table, or null
 */
public record DemoOptions(double scale, long seed, boolean exit, @Nullable Path json) {

  private static final double SCALE_MAX = 1000;

  /** Checks the ranges. */
  public DemoOptions {
    if (!(scale >= 1 && scale <= SCALE_MAX)) {
      throw new IllegalArgumentException("scale must be from 1 to 1000, not " + scale);
    }
  }

  /** A hundred times faster, seed 1, stays up, no file. */
  public static DemoOptions defaults() {
    return new DemoOptions(100, 1, false, null);
  }
}
