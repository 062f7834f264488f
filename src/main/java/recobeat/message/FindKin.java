package recobeat.message;

import java.util.List;
import java.util.Map;

/**
 * Asks the cache verticle for groups of like tracks; all of them travel in one round trip. It fails
 * if Redis does not answer.
 *
 * @param groups their keys
 */
public record FindKin(List<String> groups) {

  /** For each group, in their order, its packed members by id; empty if there is no such group. */
  public record Reply(List<Map<String, byte[]>> groups) {}
}
