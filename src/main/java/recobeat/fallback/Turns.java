package recobeat.fallback;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import recobeat.time.Time;

/**
 * Does much work on an event loop in many short turns, between which others have theirs, and leaves
 * what is not done by a deadline. Single-threaded.
 */
final class Turns {

  /** How long a turn takes, and the step that is under way at its end. */
  static final long TURN_MS = 3;

  private final Consumer<Runnable> loop;
  private final Time time;
  private final long deadline;

  /**
   * For one request.
   *
   * @param loop runs what it is given in a turn of its own
   * @param deadline by {@link Time#millis}
   */
  Turns(Consumer<Runnable> loop, Time time, long deadline) {
    this.loop = loop;
    this.time = time;
    this.deadline = deadline;
  }

  /**
   * Does steps 0 to {@code count - 1} in their order. The first turn is taken even if it is late,
   * so that little work is done on a busy machine too.
   *
   * @return how many were done
   */
  Future<Integer> each(int count, IntConsumer step) {
    Promise<Integer> done = Promise.promise();
    turn(0, count, at -> {
      step.accept(at);
      return true;
    }, done, true);
    return done.future();
  }

  /** The same in time only, and as long as steps say that there is to be a next one. */
  Future<Integer> until(int count, IntPredicate step) {
    Promise<Integer> done = Promise.promise();
    turn(0, count, step, done, false);
    return done.future();
  }

  private void turn(
      int from, int count, IntPredicate step, Promise<Integer> done, boolean isDue) {
    try {
      long start = time.millis();
      long end = isDue ? Math.max(deadline, start + TURN_MS) : deadline;
      long now = start;
      int at = from;
      boolean isOver = false;
      while (at < count && !isOver && now < end && now - start < TURN_MS) {
        isOver = !step.test(at++);
        now = time.millis();
      }
      int next = at;
      if (at == count || isOver || now >= end) {
        done.complete(at);
      } else {
        loop.accept(() -> turn(next, count, step, done, false));
      }
    } catch (RuntimeException failure) {
      done.fail(failure);
    }
  }
}
