package recobeat.dispatch;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import recobeat.message.BreakerState;

/**
 * When the service is given a rest. If too many calls failed in a row, or too large a share of
 * those that ended lately, none is made for a pause, after which a few calls try; each try that
 * fails doubles the pause. The circuit breaker that the calls run through does as it is told here,
 * as it could not decide this: any success clears its count.
 */
final class Breaker {

  /** The window slides in so many steps. */
  private static final int STEPS = 30;

  private final BreakerOptions options;
  private final RandomGenerator random;
  private final long stepMs;
  private final int[] ended = new int[STEPS];
  private final int[] failed = new int[STEPS];
  private long step = Long.MIN_VALUE;
  private int failuresInARow;

  private BreakerState state = BreakerState.CLOSED;

  /** When the first of the openings in a row was; {@link Gate#NEVER} while closed. */
  private long since = Gate.NEVER;

  private long openUntil;

  /** How often it has opened ever, and since it was closed last. */
  private int era;

  private int openings;

  /** Tries under way, and those that went well. */
  private int trying;

  private int passed;

  Breaker(BreakerOptions options, RandomGenerator random) {
    this.options = options;
    this.random = random;
    this.stepMs = Math.max(1, options.window().toMillis() / STEPS);
  }

  BreakerState state() {
    return state;
  }

  /** When a call may leave; {@link Gate#NEVER} while the tries are under way. */
  long opensAt(long now) {
    return switch (state) {
      case CLOSED -> now;
      case OPEN -> Math.max(now, openUntil);
      case HALF_OPEN -> trying + passed < options.trials() ? now : Gate.NEVER;
    };
  }

  /** Since when no call could be made as usual; {@link Gate#NEVER} while it is closed. */
  long since() {
    return since;
  }

  /** A call leaves; what is returned has to be given back at its end. */
  int onSent(long now) {
    assert opensAt(now) == now;
    if (state == BreakerState.OPEN) {
      state = BreakerState.HALF_OPEN;
      trying = 0;
      passed = 0;
    }
    if (state == BreakerState.HALF_OPEN) {
      trying++;
    }
    return era;
  }

  /**
   * A call has ended.
   *
   * @param sentIn what its beginning returned: what began before the last opening is no try
   * @param isFailure whether the service failed; being refused is no failure
   * @param toldMs how long it wants to be left alone, if it said so; else 0 or less
   */
  void onEnded(int sentIn, boolean isFailure, long toldMs, long now) {
    if (sentIn != era) {
      return;
    }
    if (state == BreakerState.CLOSED) {
      count(isFailure, now);
      if (isTooMuch()) {
        open(toldMs, now);
      }
    } else if (state == BreakerState.HALF_OPEN) {
      trying--;
      if (isFailure) {
        open(toldMs, now);
      } else if (++passed >= options.trials() || trying == 0) {
        close();
      }
    }
  }

  /** A call was refused for its rate: whoever counts calls is there, and says when to come. */
  void onRefused(int sentIn) {
    if (sentIn == era && state == BreakerState.HALF_OPEN) {
      close();
    }
  }

  /** A call was not made after all. */
  void onUnmade(int sentIn) {
    if (sentIn == era && state == BreakerState.HALF_OPEN) {
      trying--;
    }
  }

  private void count(boolean isFailure, long now) {
    long current = Math.floorDiv(now, stepMs);
    for (long old = Math.max(step + 1, current - STEPS + 1); old <= current; old++) {
      ended[Math.floorMod(old, STEPS)] = 0;
      failed[Math.floorMod(old, STEPS)] = 0;
    }
    step = current;
    int index = Math.floorMod(current, STEPS);
    ended[index]++;
    failed[index] += isFailure ? 1 : 0;
    failuresInARow = isFailure ? failuresInARow + 1 : 0;
  }

  private boolean isTooMuch() {
    int calls = Arrays.stream(ended).sum();
    return failuresInARow >= options.failuresMax()
        || calls >= options.callsMin()
            && Arrays.stream(failed).sum() >= options.failureShare() * calls;
  }

  private void open(long toldMs, long now) {
    if (state == BreakerState.CLOSED) {
      since = now;
      openings = 0;
    }
    state = BreakerState.OPEN;
    openUntil = now + Math.max(toldMs, options.pause(openings++, random.nextDouble()));
    era++;
  }

  private void close() {
    state = BreakerState.CLOSED;
    since = Gate.NEVER;
    era++;
    failuresInARow = 0;
    Arrays.fill(ended, 0);
    Arrays.fill(failed, 0);
  }
}
