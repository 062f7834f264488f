package recobeat.bridge;

import org.jspecify.annotations.Nullable;
import recobeat.ask.Asking;
import recobeat.time.Time;

/**
 * Whole answers by URL, of one event loop. What is asked for a second time is remembered until
 * anything is learned or removed, and for a second at most, so that lifetimes count. Bounded: each
 * URL has one place, and the next one that falls on it takes it.
 */
final class Memo {

  private static final int PLACES = 256;
  private static final int BODY_BYTES_MAX = 32 << 10;
  private static final long KEPT_MS = 1000;

  private record Place(String url, @Nullable Answer answer, long changes, long atMillis) {}

  private final @Nullable Place[] places = new Place[PLACES];
  private final Asking asking;
  private final Time time;

  Memo(Asking asking, Time time) {
    this.asking = asking;
    this.time = time;
  }

  /** What was answered last, if that is still so; the hits are accounted to the workflow. */
  @Nullable Answer find(String url, @Nullable String workflow) {
    Place place = places[index(url)];
    if (place == null || place.answer == null || place.changes != asking.changes()
        || !place.url.equals(url)) {
      return null;
    }
    if (time.millis() - place.atMillis > KEPT_MS) {
      return null;
    }
    asking.hit(place.answer.kind(), place.answer.known(), place.answer.absent(), workflow);
    return place.answer;
  }

  /** What an answer given from now on will rest on. */
  long changes() {
    return asking.changes();
  }

  /**
   * Offers an answer that was given without waiting.
   *
   * @param changes as it was before that answer was looked for
   */
  void offer(String url, Answer answer, long changes) {
    if (answer.cache().equals(Answer.HIT) && answer.body().length() <= BODY_BYTES_MAX) {
      int index = index(url);
      Place place = places[index];
      boolean again = place != null && place.url.equals(url);
      places[index] = new Place(url, again ? answer : null, changes, time.millis());
    }
  }

  private static int index(String url) {
    int hash = url.hashCode();
    return (hash ^ hash >>> 16) & PLACES - 1;
  }
}
