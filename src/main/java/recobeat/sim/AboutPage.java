package recobeat.sim;

import java.util.List;
import java.util.Locale;

/** What the stand-in says of itself at its root. */
final class AboutPage {

  /** What the real service does there is not known; the user's page on the stand-in repeats it. */
  static final List<String> ASSUMED = List.of(
      "The rate limit is one token bucket for all callers and calls, and its rate and burst are"
          + " guesses; a refused call is answered at once, takes no token and is never punished"
          + " further.",
      "The text of a 429 names the wait; Retry-After is whole seconds, never a date, and 0 for"
          + " less than half a second of a time-lapse.",
      "Album and artist look-ups take 40 ids like the others.",
      "Empty elements of ids are ignored, and nothing but those is 400/4004; repeated ids count"
          + " for the limit of 40; ids[] is no name for ids.",
      "An id given twice, or in two kinds, gives one row.",
      "Rows come ordered by Spotify id ignoring case, and reversed where that is the order asked.",
      "Upper-case UUIDs are understood, lower-case ISRCs are not; an ISRC is no"
          + " seed and no id of an artist or album.",
      "An id in a path that is no UUID at all is 404/4041 like an unknown one.",
      "Unknown seeds beside a known one are ignored; equal seeds get equal recommendations, in"
          + " which popularity and featureWeight count for nothing.",
      "Negative seeds must be fewer than seeds and not among them, else 400/4002.",
      "Feature values out of range are 400/4004, values that are no number 400/4002.",
      "A page below 0 or above 1000 and a list size below 1 or above 50 are 400/4004; a page past"
          + " the end is empty.",
      "All searches end at 200 results; artist and album searches take texts from 1 character on.",
      "Found titles and names, albums of an artist and tracks of an album come in no order of"
          + " relevance; a track has one album at /v1/track/{id}/album.",
      "The handler names in the error bodies of searches, artists and albums, and most texts.",
      "A wrong method, HEAD and plain OPTIONS included, and an unknown path are 404/4042; a slash"
          + " at the end of a path is ignored.",
      "The 415 of an upload has no body; a file above 5 MB is 400/4002, a missing part 400/4001;"
          + " the name tells a file's type, and its bytes decide the numbers, not its sound.",
      "CORS allows every origin and shows Retry-After to scripts.",
      "No X-RateLimit headers, no cache headers, no ETag, no compression.",
      "Two tracks in a hundred are known but have no audio features.",
      "Every track has an ISRC; every artist and album of the catalogue is known.",
      "The share of the coverage is known of all other Spotify ids too, as tracks whose UUID and"
          + " ISRC are known from the first answer on.",
      "What goes wrong on a bad day, and how often.");

  private AboutPage() {}

  static String of(SimOptions options) {
    return String.format(Locale.ROOT, """
        This is a stand-in for the ReccoBeats API, not the real service. Its catalogue is invented.

        Calls are those of https://api.reccobeats.com, for example /v1/track?ids=ID,ID
        Counters: /v1/sim/counters

        profile %s, scale %s, %s calls a second with a burst of %d, coverage %s, seed %d

        Assumed, since the real behaviour is not known:
        - %s
        """,
        options.profile(),
        options.scale(),
        options.bucketPerSecond(),
        options.burst(),
        options.coverage(),
        options.seed(),
        String.join("\n- ", ASSUMED));
  }
}
