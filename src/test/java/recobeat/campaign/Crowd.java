package recobeat.campaign;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/** Callers who ask one thing after the other, until they are told to end. */
final class Crowd {

  static final int CALLERS = 50;

  /** Beyond this nothing is waited for. */
  private static final long PATIENCE_MS = 15_000;

  /** Not all of them come at once, neither at the start nor after an engine was away. */
  private static final int SPREAD_MS = 3_000;

  /** Decides what is asked next. */
  interface Asker {
    Question next(RandomGenerator random);
  }

  private final Web web;
  private final EngineProcess engine;
  private final Asker asker;
  private final long thinkMs;
  private final Traffic traffic;
  private final Verdict verdict;
  private final CountDownLatch over = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();

  /**
   * Begins.
   *
   * @param thinkMs how long a caller is busy at most between an answer and its next question
   */
  Crowd(Vertx vertx, EngineProcess engine, Asker asker,
      long thinkMs, Traffic traffic, Verdict verdict, long seed) {
    this.web = new Web(vertx);
    this.engine = engine;
    this.asker = asker;
    this.thinkMs = thinkMs;
    this.traffic = traffic;
    this.verdict = verdict;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < CALLERS; i++) {
      RandomGenerator own = random.split();
      Thread thread = new Thread(() -> call(own), "caller-" + i);
      threads.add(thread);
      thread.start();
    }
  }

  private void call(RandomGenerator random) {
    try {
      over.await(random.nextLong(SPREAD_MS), TimeUnit.MILLISECONDS);
      while (!over.await(random.nextLong(thinkMs + 1), TimeUnit.MILLISECONDS)) {
        String base = engine.openAt();
        if (base == null) {
          over.await(random.nextLong(SPREAD_MS), TimeUnit.MILLISECONDS);
        } else {
          ask(base, asker.next(random));
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException defect) {
      traffic.lost.increment();
      verdict.show("a caller broke down: " + defect);
    }
  }

  private void ask(String base, Question question) throws InterruptedException {
    traffic.asked.increment();
    long begun = System.nanoTime();
    try {
      Web.Answer answer = web.send(base, question, question.waitMs() + PATIENCE_MS);
      traffic.answered(question, begun, answer.endedNanos(), engine.isYoung(begun));
      question.check().check(answer, verdict);
    } catch (IOException broken) {
      if (engine.wasDown(begun, System.nanoTime())) {
        traffic.cut.increment();
      } else {
        traffic.lost.increment();
        verdict.show(question + ": " + broken);
      }
    } catch (TimeoutException never) {
      traffic.lost.increment();
      verdict.show(question + ": no answer");
    }
  }

  /** Waits until all have had their last answers. */
  void end() throws InterruptedException {
    over.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    web.close();
  }
}
