package recobeat.model;

import java.time.Duration;

/**
 * How long entries of one kind are believed.
 *
 * @param found life of a value
 * @param absent life of a first "not there"; doubled at each confirmation
 * @param absentMax what that doubling ends at
 */
public record Life(Duration found, Duration absent, Duration absentMax) {

  /** A hundred years; several times as many milliseconds still fit a long. */
  private static final Duration MAX = Duration.ofDays(36_500);

  /** Checks the ranges. */
  public Life {
    if (found.isNegative() || absent.isNegative() || absentMax.compareTo(absent) < 0
        || found.compareTo(MAX) > 0 || absentMax.compareTo(MAX) > 0) {
      throw new IllegalArgumentException("lives must be from 0 to " + MAX.toDays()
          + "d, and absentMax not below absent");
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
