package recobeat.ask;

/** How a wait that ends with guesses is shared between facts, guesses and the way back. */
final class GuessTimes {

  /** What guesses are left of a wait, and more for many, each no more than this part of it. */
  private static final long GUESS_MS = 500;

  private static final long GUESS_PART = 4;

  /** Tracks that are guessed in a millisecond, at least. */
  private static final long GUESSES_EACH_MS = 5;

  /** Who does not wait at all, waits so long for guesses. */
  private static final long GUESS_MS_MIN = 50;

  private static final long GUESS_MS_MAX = 2_000;

  /** What the way back takes of what is left, at least; but of many no more than half. */
  private static final long BACK_PART = 5;

  /** Guesses that are brought back in a millisecond, at least. */
  private static final long BACK_EACH_MS = 20;

  /** Guesses end by themselves; they are late on a busy machine, and not to be thrown away. */
  private static final long GUESS_LATE_MS = 150;

  private GuessTimes() {}

  /** What facts get of a wait that ends with guesses. */
  static long factsMs(long waitMs, int ids) {
    long most = waitMs / GUESS_PART;
    return waitMs - Math.min(GUESS_MS, most) - Math.min(ids / GUESSES_EACH_MS, most);
  }

  /** What guesses get of what is left of a wait; the rest is for the way back. */
  static long guessMs(long leftMs, int gaps) {
    long most = Math.min(GUESS_MS_MAX + gaps / GUESSES_EACH_MS, leftMs);
    long backMs = Math.max(most / BACK_PART, Math.min(gaps / BACK_EACH_MS, most / 2));
    return Math.max(GUESS_MS_MIN, most - backMs);
  }

  /** How long guesses may take that are to be made in such a time: with the way back, and more. */
  static long lateMs(long guessMs, int gaps) {
    return Math.max(guessMs * BACK_PART / (BACK_PART - 1),
        guessMs + Math.min(gaps / BACK_EACH_MS, guessMs)) + GUESS_LATE_MS;
  }
}
