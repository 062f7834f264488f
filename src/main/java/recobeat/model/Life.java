package recobeat.model;

import java.time.Duration;
import recobeat.options.Bounds;

/**
 * How long entries of one kind are believed.
 *
 * @param found life of a value
 * @param absent life of a first "not there"; doubled at each confirmation
 * @param absentMax what that doubling ends at
 */
public record Life(Duration found, Duration absent, Duration absentMax) {

  /** Checks the ranges. */
  public Life {
    Bounds.life("found", found);
    Bounds.life("absent", absent);
    Bounds.life("absentMax", absentMax);
    if (absentMax.compareTo(absent) < 0) {
      throw new IllegalArgumentException("absentMax must not be below absent");
    }
  }

  /** Milliseconds that an entry is believed, before jitter. */
  long millis(Entry entry) {
    if (!entry.isAbsent()) {
      return found.toMillis();
    }
    long first = absent.toMillis();
    long max = absentMax.toMillis();
    // Shifted only as far as it cannot overflow.
    return entry.strikes() >= Long.numberOfLeadingZeros(Math.max(first, 1)) - 1
        ? max
        : Math.min(max, first << entry.strikes());
  }
}
