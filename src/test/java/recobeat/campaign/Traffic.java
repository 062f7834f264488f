package recobeat.campaign;

import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** What became of all requests. */
final class Traffic {

  /** Beyond the wait that was asked for. */
  static final long GRACE_MS = 250;

  final LongAdder asked = new LongAdder();
  final LongAdder answered = new LongAdder();

  /** By a kill of the engine. */
  final LongAdder cut = new LongAdder();

  /** Neither answered nor cut. */
  final LongAdder lost = new LongAdder();

  private final Queue<Late> late = new ConcurrentLinkedQueue<>();

  private final long begunNanos = System.nanoTime();

  /** Late answers of an engine that had just been started. */
  final LongAdder young = new LongAdder();

  private record Late(String question, long begunNanos, long endedNanos, long beyondNanos) {}

  /** An answer came, maybe late. */
  void answered(Question question, long begunNanos, long endedNanos, boolean isYoung) {
    answered.increment();
    long beyond = endedNanos - begunNanos - (question.waitMs() + GRACE_MS) * 1_000_000;
    if (beyond > 0 && isYoung) {
      young.increment();
    } else if (beyond > 0) {
      late.add(new Late(question.toString(), begunNanos, endedNanos, beyond));
    }
  }

  /** Answers that were late even without some pauses; they are told to {@code verdict}. */
  long late(Pauses pauses, Verdict verdict) {
    long count = 0;
    for (Late each : late) {
      long paused = pauses.within(each.begunNanos, each.endedNanos);
      if (each.beyondNanos > paused) {
        count++;
        verdict.show(String.format(Locale.ROOT, "after %d s, late by %d ms, %d ms of pauses: %s",
            (each.begunNanos - begunNanos) / 1_000_000_000, each.beyondNanos / 1_000_000,
            paused / 1_000_000, each.question));
      }
    }
    return count;
  }

  /** All but those of an engine that had just been started. */
  long late() {
    return late.size();
  }
}
