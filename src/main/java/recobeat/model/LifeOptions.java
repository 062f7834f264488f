package recobeat.model;

import java.time.Duration;

/**
 * The lifetimes of all kinds, and the share by which jitter shortens them.
 *
 * @param jitter 0 to 0.5: an entry's life is shortened by up to this share, so that what was
 *     learned together is not refreshed together
 */
public record LifeOptions(
    Life features,
    Life tracks,
    Life artists,
    Life albums,
    Life ids,
    Life recommendations,
    Life searches,
    Life lists,
    double jitter) {

  /** Checks the ranges. */
  public LifeOptions {
    if (!(jitter >= 0 && jitter <= 0.5)) {
      throw new IllegalArgumentException("jitter must be from 0 to 0.5");
    }
  }

  /** 90, 30, 180, 7 and 1 days; an absence is believed for a day at first. */
  public static LifeOptions defaults() {
    Life details = days(30);
    Life page = new Life(Duration.ofDays(1), Duration.ofHours(1), Duration.ofHours(1));
    Life recommendation = new Life(Duration.ofDays(7), Duration.ofDays(1), Duration.ofDays(1));
    return new LifeOptions(
        days(90), details, details, details, days(180), recommendation, page, page, 0.1);
  }

  private static Life days(int found) {
    return new Life(Duration.ofDays(found), Duration.ofDays(1), Duration.ofDays(14));
  }

  /** The life of one kind. */
  public Life of(Kind kind) {
    return switch (kind) {
      case FEATURES -> features;
      case TRACK -> tracks;
      case ARTIST -> artists;
      case ALBUM -> albums;
      case TRACK_ID, ARTIST_ID, ALBUM_ID -> ids;
      case RECOMMENDATION -> recommendations;
      case SEARCH -> searches;
      case LIST -> lists;
    };
  }
}
