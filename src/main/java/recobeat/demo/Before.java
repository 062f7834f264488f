package recobeat.demo;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How the client works that the plan set out to replace. Its calls a minute are not rebuilt: the
 * least time between calls is the stricter rule.
 */
final class Before {

  /** Ids in a conversion, details or artist call. */
  static final int CHUNK = 40;

  /** Such calls under way at once. */
  static final int CHUNKS_AT_ONCE = 10;

  /** Tracks in a group of feature calls. */
  static final int GROUP = 20;

  /** Of these, under way at once. */
  static final int GROUP_AT_ONCE = 3;

  /** Between two groups. */
  static final Duration GROUP_PAUSE = Duration.ofMillis(1500);

  /** The kinds of calls: the least time from one to the next, and how long one may take. */
  enum Tool {
    RECOMMENDATIONS(750, 180),
    TRACKS(1000, 180),
    FEATURES(1200, 180),
    ARTISTS(1000, 60);

    private final Duration spacing;
    private final Duration timeout;

    Tool(long spacingMillis, long timeoutSeconds) {
      spacing = Duration.ofMillis(spacingMillis);
      timeout = Duration.ofSeconds(timeoutSeconds);
    }

    Duration spacing() {
      return spacing;
    }

    Duration timeout() {
      return timeout;
    }

    private String text() {
      return String.format(Locale.ROOT, "%s %.2f s apart, time-out %d s",
          name().toLowerCase(Locale.ROOT), spacing.toMillis() / 1000.0, timeout.toSeconds());
    }
  }

  private Before() {}

  /** The settings in words. */
  static List<String> lines() {
    return List.of(
        "ids to RecoBeat ids by " + CHUNK + ", up to " + CHUNKS_AT_ONCE + " calls at once",
        String.format(Locale.ROOT,
            "features one call a track, groups of %d, %d at a time, %.1f s between groups",
            GROUP, GROUP_AT_ONCE, GROUP_PAUSE.toMillis() / 1000.0),
        Tool.RECOMMENDATIONS.text() + "; " + Tool.TRACKS.text(),
        Tool.FEATURES.text() + "; " + Tool.ARTISTS.text(),
        Retry.text(),
        "no call made twice in a run, nothing kept between runs");
  }
}
