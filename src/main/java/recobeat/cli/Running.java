package recobeat.cli;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import recobeat.RecoBeat;
import recobeat.RecoBeatOptions;

/** A Vert.x for one command. What runs in it is taken down with the command or the process. */
final class Running implements AutoCloseable {

  /** What all may take to end, beyond what they are configured to take. */
  private static final Duration END_MAX = Duration.ofSeconds(20);

  private final Duration endMax;
  private final @Nullable MeterRegistry registry;
  private final Vertx vertx;
  private final Deque<End> ends = new ConcurrentLinkedDeque<>();
  private final Thread hook = new Thread(this::end, "recobeat-end");

  /** Configured to take so long. */
  private record End(Duration configured, Supplier<Future<Void>> step) {}

  Running() {
    this(END_MAX);
  }

  Running(Duration endMax) {
    this(endMax, null, Vertx.vertx());
  }

  /** With a Vert.x and an engine that have their meters in one registry. */
  static Running metered(MeterRegistry registry) {
    return new Running(END_MAX, registry, VertxMeters.vertx(registry));
  }

  private Running(Duration endMax, @Nullable MeterRegistry registry, Vertx vertx) {
    this.endMax = endMax;
    this.registry = registry;
    this.vertx = vertx;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  Vertx vertx() {
    return vertx;
  }

  /** Starts an engine; a signal while it starts ends it all the same. */
  RecoBeat engine(RecoBeatOptions options) throws Exception {
    Future<RecoBeat> starting = registry == null
        ? RecoBeat.start(vertx, options)
        : RecoBeat.start(vertx, options, registry);
    atEnd(options.http().grace(), () -> starting.transform(started ->
        started.succeeded() ? started.result().close() : Future.succeededFuture()));
    return await(starting);
  }

  /** Has to be done at the end, before what was named earlier. */
  void atEnd(Supplier<Future<Void>> step) {
    atEnd(Duration.ZERO, step);
  }

  /** The same for what is configured to take so long. */
  void atEnd(Duration configured, Supplier<Future<Void>> step) {
    ends.push(new End(configured, step));
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
    Duration max = endMax;
    for (End each : ends) {
      ended = ended.transform(before -> each.step.get());
      max = max.plus(each.configured);
    }
    try {
      ended.transform(before -> vertx.close()).toCompletionStage().toCompletableFuture()
          .get(max.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException late) {
      System.err.println("recobeat: could not end in order: " + late);
    }
  }
}
