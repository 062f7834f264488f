package recobeat.message;

import java.util.List;

/**
 * Gives the cache verticle what was in a Redis once. What this one has that is as young stays; so
 * doing it twice does no harm.
 */
public record Restore(List<Kept> kept) {

  /** All of it is written. */
  public record Reply() {}
}
