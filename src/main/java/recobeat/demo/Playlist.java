package recobeat.demo;

import java.util.List;

/**
 * What a workflow made.
 *
 * @param ids Spotify ids of the tracks, best first
 * @param considered how many tracks it was chosen from
 * @param errors outcomes that failed and calls that were given up on the way
 * @param complete whether it has its full length, and title and artists of each track are known
 */
record Playlist(List<String> ids, int considered, int errors, boolean complete) {}
