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

  /** Does steps 0 to {@code count - 1} in their order; how many were done in time. */
  Future<Integer> each(int count, IntConsumer step) {
    return until(count, at -> {
      step.accept(at);
      return true;
    });
  }

  /** The same as long as steps say that there is to be a next one. */
  Future<Integer> until(int count, IntPredicate step) {
    Promise<Integer> done = Promise.promise();
    turn(0, count, step, done);
    return done.future();
  }

  private void turn(int from, int count, IntPredicate step, Promise<Integer> done) {
    try {
      long start = time.millis();
      long now = start;
      int at = from;
      boolean isOver = false;
      while (at < count && !isOver && now < deadline && now - start < TURN_MS) {
        isOver = !step.test(at++);
        now = time.millis();
      }
      int next = at;
      if (at == count || isOver || now >= deadline) {
        done.complete(at);
      } else {
        loop.accept(() -> turn(next, count, step, done));
      }
    } catch (RuntimeException failure) {
      done.fail(failure);
    }
  }
}
