package recobeat.message;

import java.util.List;

/**
 * Asks the cache verticle for some of all groups of like tracks, as {@link Dump} does for entries.
 *
 * @param cursor {@link Dump#END} to begin
 */
public record DumpKin(String cursor) {

  /**
   * Some of them, may be none.
   *
   * @param cursor where to go on; {@link Dump#END} at the end
   */
  public record Reply(String cursor, List<KinGroup> groups) {}
}
