package recobeat.message;

import java.util.List;

/**
 * Gives the cache verticle tracks to keep with those that they are like.
 *
 * @param members in the order in which they were learned
 */
public record KeepKin(List<Member> members) {

  /**
   * A track in one of its groups.
   *
   * @param group its key, short, the same in every process
   * @param membersMax what the group holds at most
   * @param packed the track; not to be changed
   */
  public record Member(String group, int membersMax, String id, byte[] packed) {}
}
