package recobeat.message;

import java.util.List;

/**
 * Gives the cache verticle what was in a Redis once. What this one has that is as young stays; so
 * doing it twice does no harm.
 */
public record Restore(List<Kept> kept) {

  /** What it brings is no line of a log. */
  @Override
  public String toString() {
    return "Restore of " + kept.size() + " entries";
  }

  /** All of it is written. */
  public record Reply() {}
}
