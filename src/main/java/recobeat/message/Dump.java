package recobeat.message;

import java.util.List;

/**
 * Asks the cache verticle for some of everything that is in Redis. Whoever asks on with each cursor
 * gets at least all that was there from beginning to end; what changes meanwhile, perhaps twice.
 *
 * @param cursor {@code "0"} to begin
 */
public record Dump(String cursor) {

  /** The first one, and the last reply's. */
  public static final String END = "0";

  /**
   * Some of it, may be nothing.
   *
   * @param cursor where to go on; {@code "0"} at the end
   */
  public record Reply(String cursor, List<Kept> kept) {}
}
