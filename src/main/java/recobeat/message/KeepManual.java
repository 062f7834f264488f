package recobeat.message;

import java.util.List;
import java.util.Map;

/**
 * Gives the cache verticle manual features to keep, or to forget: all or nothing. It fails if Redis
 * does not take them.
 *
 * @param set packed, by id; not to be changed
 * @param gone ids
 * @param max the most that are kept; a change that would exceed it is refused
 */
public record KeepManual(Map<String, byte[]> set, List<String> gone, int max) {

  /** A whole table is no line of a log. */
  @Override
  public String toString() {
    return "KeepManual of " + set.size() + " set, " + gone.size() + " gone";
  }

  /**
   * What became of it.
   *
   * @param isRefused because there would be too many
   * @param gone how many of those to forget were there
   * @param total how many are kept now
   * @param isFirst whether Redis had never heard of any, or lost them
   */
  public record Reply(boolean isRefused, int gone, int total, boolean isFirst) {}
}
