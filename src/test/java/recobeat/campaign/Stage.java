package recobeat.campaign;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Makes happen what a plan says. */
final class Stage {

  /** Does something, in whatever way that may fail. */
  interface Action {
    void run() throws Exception;
  }

  private record Blow(Action begin, Action end) {}

  private final Map<Trouble, Blow> blows = new EnumMap<>(Trouble.class);
  private final Map<Trouble, Integer> happened = new EnumMap<>(Trouble.class);

  /** How to begin a trouble, and how to end it. */
  void set(Trouble trouble, Action begin, Action end) {
    blows.put(trouble, new Blow(begin, end));
  }

  /** Plays it to its end, of both at once; what takes longer than planned delays the rest. */
  void play(Plan plan) throws Exception {
    CompletableFuture<Void> outside = CompletableFuture.runAsync(() -> {
      try {
        play(plan.outside());
      } catch (Exception broken) {
        throw new CompletionException(broken);
      }
    });
    play(plan.inside());
    outside.get();
  }

  private void play(List<Plan.Event> events) throws Exception {
    long last = 0;
    for (Plan.Event event : events) {
      Blow blow = blows.get(event.trouble());
      pause(event.atMs() - last);
      blow.begin.run();
      pause(event.endMs() - event.atMs());
      blow.end.run();
      last = event.endMs();
      synchronized (happened) {
        happened.merge(event.trouble(), 1, Integer::sum);
      }
    }
  }

  /** How often each trouble was there. */
  Map<Trouble, Integer> happened() {
    synchronized (happened) {
      return new EnumMap<>(happened);
    }
  }

  static void pause(long ms) throws InterruptedException {
    new CountDownLatch(1).await(ms, TimeUnit.MILLISECONDS);
  }

  /** Waits for something that has to come. */
  static void await(String what, long limitMs, Callable<Boolean> condition) throws Exception {
    await(what, limitMs, condition, () -> "");
  }

  /** The same, saying how it stands if it does not come. */
  static void await(String what, long limitMs, Callable<Boolean> condition,
      Callable<String> standing) throws Exception {
    long begun = System.nanoTime();
    while (!condition.call()) {
      if (System.nanoTime() - begun > limitMs * 1_000_000) {
        throw new IllegalStateException(
            "not within " + limitMs + " ms: " + what + ' ' + standing.call());
      }
      pause(50);
    }
  }
}
