package recobeat.message;

import java.util.Map;

/**
 * A group of like tracks, as Redis keeps it.
 *
 * @param key short, the same in every process
 * @param members packed, by id, in the order in which they were learned as long as Redis
 *     keeps the group in line; not to be changed
 */
public record KinGroup(String key, Map<String, byte[]> members) implements Known {

  /** Thousands of bytes are no line of a log. */
  @Override
  public String toString() {
    return "KinGroup " + key + " of " + members.size();
  }
}
