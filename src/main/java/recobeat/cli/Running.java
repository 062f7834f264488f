package recobeat.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import recobeat.RecoBeat;
import recobeat.RecoBeatOptions;

/** A Vert.x for one command. What runs in it is taken down with the command or the process. */
final class Running implements AutoCloseable {

  private static final long END_SECONDS_MAX = 20;

  private final Vertx vertx = Vertx.vertx();
  private final Deque<Supplier<Future<Void>>> ends = new ConcurrentLinkedDeque<>();
  private final Thread hook = new Thread(this::end, "recobeat-end");

  Running() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  Vertx vertx() {
    return vertx;
  }

  /** Starts an engine; a signal while it starts ends it all the same. */
  RecoBeat engine(RecoBeatOptions options) throws Exception {
    Future<RecoBeat> starting = RecoBeat.start(vertx, options);
    atEnd(() -> starting.transform(started ->
        started.succeeded() ? started.result().close() : Future.succeededFuture()));
    return await(starting);
  }

  /** Has to be done at the end, before what was named earlier. */
  void atEnd(Supplier<Future<Void>> end) {
    ends.push(end);
  }

  /** Waits on the command's own thread. */
  static <T> T await(Future<T> future) throws Exception {
    try {
      return future.toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof Exception cause ? cause : failed;
    }
  }

  /** Waits for the end of the process, which a signal brings about. */
  static void stay() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  /**
   * Ends what runs. After a signal that is under way already, and does not return: whatever fails
   * meanwhile fails for that reason, and is nothing to tell.
   */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException signalled) {
      new Semaphore(0).acquireUninterruptibly();
    }
    end();
  }

  private void end() {
    Future<Void> ended = Future.succeededFuture();
    for (Supplier<Future<Void>> each : ends) {
      ended = ended.transform(before -> each.get());
    }
    try {
      ended.transform(before -> vertx.close()).toCompletionStage().toCompletableFuture()
          .get(END_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException late) {
      System.err.println("recobeat: could not end in order: " + late);
    }
  }
}
