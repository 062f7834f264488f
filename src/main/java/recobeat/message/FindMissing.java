package recobeat.message;

import java.util.List;

/**
 * Asks the cache verticle for what is kept of tracks that RecoBeat lacks. It fails if Redis does
 * not answer.
 *
 * @param sinceMillis only what was asked for since, milliseconds since 1970
 */
public record FindMissing(long sinceMillis) {

  /**
   * All of it.
   *
   * @param tracks the JSON of each {@link MissingTrack}, not parsed yet, as there may be many
   * @param workflows the one that asked last comes first
   */
  public record Reply(List<String> tracks, List<MissingReport.Coverage> workflows) {}
}
