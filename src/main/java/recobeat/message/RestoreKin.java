package recobeat.message;

import java.util.List;

/**
 * Gives the cache verticle groups of like tracks that were in a Redis once. Tracks that a group has
 * stay, and it grows no larger than the larger of both; so doing it twice does no harm.
 */
public record RestoreKin(List<KinGroup> groups) {

  /** What it brings is no line of a log. */
  @Override
  public String toString() {
    return "RestoreKin of " + groups.size() + " groups";
  }

  /** All of it is written. */
  public record Reply() {}
}
