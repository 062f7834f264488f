package recobeat.missing;

import java.time.Duration;
import recobeat.options.Bounds;

/**
 * What is kept of tracks that RecoBeat lacks.
 *
 * @param idsMax the most tracks; the one asked for longest ago makes room
 * @param keep how long each is kept since it was asked for last; nothing is kept if it is 0
 */
public record MissingOptions(int idsMax, Duration keep) {

  /** Checks the ranges. */
  public MissingOptions {
    if (idsMax < 1) {
      throw new IllegalArgumentException("idsMax must be at least 1");
    }
    Bounds.life("keep", keep);
  }

  /** 20,000 tracks, some 10 MiB here and in Redis, for 30 days. */
  public static MissingOptions defaults() {
    return new MissingOptions(20_000, Duration.ofDays(30));
  }

  /** Whether anything is kept. */
  public boolean isKept() {
    return keep.toMillis() > 0;
  }
}
