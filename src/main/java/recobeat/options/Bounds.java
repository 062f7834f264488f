package recobeat.options;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Bounds that options of many records share. A value beyond them is an {@link
 * IllegalArgumentException}, whose message names the record's component and says what is right.
 */
public final class Bounds {

  /** What timers, sockets and the event bus all take. */
  private static final Duration WAIT_MAX = Duration.ofMillis(Integer.MAX_VALUE);

  /** Far beyond any use, and far below what doubling or adding to a date makes overflow. */
  private static final Duration LIFE_MAX = Duration.ofDays(36_500);

  private Bounds() {}

  /** What something may take: it cannot be nothing. */
  public static void limit(String name, Duration value) {
    check(name, value, Duration.ofMillis(1), WAIT_MAX);
  }

  /** What is waited on purpose, perhaps not at all. */
  public static void pause(String name, Duration value) {
    check(name, value, Duration.ZERO, WAIT_MAX);
  }

  /** How long something is kept or believed, perhaps not at all. */
  public static void life(String name, Duration value) {
    check(name, value, Duration.ZERO, LIFE_MAX);
  }

  private static void check(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          name + " must be from " + Value.print(least) + " to " + Value.print(most));
    }
  }

  /** A file that is to be read once it is needed; an empty text is none. */
  public static void readable(String name, String file) {
    if (!file.isEmpty() && !isReadable(file)) {
      throw new IllegalArgumentException(name + " must be a file that exists and can be read");
    }
  }

  private static boolean isReadable(String file) {
    try {
      Path path = Path.of(file);
      return Files.isReadable(path) && !Files.isDirectory(path);
    } catch (InvalidPathException noPath) {
      return false;
    }
  }
}
