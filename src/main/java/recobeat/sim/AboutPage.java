package recobeat.sim;

import java.util.List;

/** What the stand-in says of itself at its root. */
final class AboutPage {

  /** What the real service does there is not known; the user's page on the stand-in repeats it. */
  static final List<String> ASSUMED = List.of(
      "The rate limit is one token bucket for all callers and calls; a refused call is answered at"
          + " once, takes no token and is never punished further.",
      "The text of a 429 names the wait; Retry-After is whole seconds, never a date.",
      "Album and artist look-ups take 40 ids like the others.",
      "Empty elements of ids are ignored; repeated ids count for the limit of 40.",
      "An id given twice, or in two kinds, gives one row.",
      "Rows come ordered by Spotify id ignoring case, and reversed where that is the order asked.",
      "Upper-case UUIDs are understood, lower-case ISRCs are not.",
      "Unknown seeds beside a known one are ignored; equal seeds get equal recommendations.",
      "Negative seeds must be fewer than seeds and not among them, else 400/4002.",
      "Feature values out of range are 400/4004, values that are no number 400/4002.",
      "A page below 0 or above 1000 and a list size below 1 or above 50 are 400/4004; a page past"
          + " the end is empty.",
      "All searches end at 200 results; artist and album searches take texts from 1 character on.",
      "The handler names in the error bodies of searches, artists and albums.",
      "A wrong method, HEAD included, and an unknown path are 404/4042; a slash at the end of a"
          + " path is ignored.",
      "The 415 of an upload has no body; a file above 5 MB is 400/4002, a missing part 400/4001.",
      "CORS allows every origin and shows Retry-After to scripts.",
      "No X-RateLimit headers, no cache headers, no ETag, no compression.",
      "Two tracks in a hundred are known but have no audio features.",
      "Every track has an ISRC; every artist and album of the catalogue is known.");

  private AboutPage() {}

  static String of(SimOptions options) {
    return """
        This is a stand-in for the ReccoBeats API, not the real service. Its catalogue is invented.

        Calls are those of https://api.reccobeats.com, for example /v1/track?ids=ID,ID
        Counters: /v1/sim/counters

        profile %s, scale %s, %s calls a second with a burst of %d, coverage %s, seed %d

        Assumed, since the real behaviour is not known:
        - %s
        """
        .formatted(
            options.profile(),
            options.scale(),
            options.bucketPerSecond(),
            options.burst(),
            options.coverage(),
            options.seed(),
            String.join("\n- ", ASSUMED));
  }
}
