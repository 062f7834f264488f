package recobeat.message;

import java.util.List;
import java.util.Set;

/**
 * Gives the cache verticle what was asked for that RecoBeat lacks, to add to what is kept of it;
 * answered once Redis has it. It fails if Redis does not take it.
 *
 * @param idsMax the most tracks that are kept; those asked for longest ago go
 * @param workflowsMax the most workflows
 * @param keepMs how long each is kept since it asked, or was asked for, last
 * @param epochMillis the time now
 */
public record KeepMissing(List<MissingTrack> tracks, List<Asked> workflows, int idsMax,
    int workflowsMax, long keepMs, long epochMillis) {

  /**
   * What a workflow asked for.
   *
   * @param ids distinct ones of tracks, of which it was told whether RecoBeat has them
   * @param missing of these, those that it lacks, or whose features it lacks
   * @param lastAt milliseconds since 1970
   */
  public record Asked(String workflow, Set<String> ids, Set<String> missing, long lastAt) {}
}
