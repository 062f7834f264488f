package recobeat.cli;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import recobeat.RecoBeat;
import recobeat.message.Accept;
import recobeat.message.IdsRequest;
import recobeat.message.Priority;
import recobeat.message.Reply;
import recobeat.message.Terms;
import recobeat.message.WorkflowRequest;
import recobeat.model.Outcome;
import recobeat.model.Reason;
import recobeat.model.Source;
import recobeat.model.Status;

/** Asks an engine for many ids, a piece after the other, with some pieces under way at once. */
final class Warming {

  /** What can be fetched of a track. */
  enum Want { TRACKS, FEATURES }

  /** Answers by what became of them; a track asked for in two kinds counts twice. */
  record Tally(long found, long absent, long malformed, long failed, long known, double calls) {}

  /** As many as a call takes, so that each piece is a call if nothing of it is known. */
  static final int IDS_EACH = 40;

  /** Enough that those calls are filled up again that lack what was known. */
  private static final int PIECES_AT_ONCE = 16;

  private static final String WORKFLOW = "warm";
  private static final Terms TERMS =
      new Terms(Duration.ofDays(1).toMillis(), Accept.STALE, WORKFLOW, Priority.WARM_UP);

  private final RecoBeat engine;
  private final Set<Want> wants;
  private final IntConsumer progress;
  private final Semaphore room = new Semaphore(PIECES_AT_ONCE);
  private long found;
  private long absent;
  private long malformed;
  private long failed;
  private long known;
  private @Nullable Throwable broken;

  Warming(RecoBeat engine, Set<Want> wants, IntConsumer progress) {
    this.engine = engine;
    this.wants = wants;
    this.progress = progress;
  }

  /**
   * Asks, as soon as there is room; details first, as who is absent there has no features. Fails
   * once the engine has failed, since it would refuse whatever is left.
   */
  void ask(List<String> ids) throws InterruptedException {
    room.acquire();
    check();
    IdsRequest request = new IdsRequest(ids, TERMS);
    fetch(Want.TRACKS, request)
        .compose(tracks -> fetch(Want.FEATURES, request))
        .onSuccess(done -> progress.accept(ids.size()))
        .onFailure(this::remember)
        .onComplete(done -> room.release());
  }

  /** Waits for what is under way. */
  Tally finish() throws Exception {
    room.acquire(PIECES_AT_ONCE);
    check();
    double calls = Running.await(engine.workflow(new WorkflowRequest(WORKFLOW))).calls();
    synchronized (this) {
      return new Tally(found, absent, malformed, failed, known, calls);
    }
  }

  private synchronized void check() {
    if (broken != null) {
      throw new IllegalStateException(broken.getMessage(), broken);
    }
  }

  private Future<?> fetch(Want want, IdsRequest request) {
    if (!wants.contains(want)) {
      return Future.succeededFuture();
    }
    return (want == Want.TRACKS ? engine.tracks(request) : engine.audioFeatures(request))
        .onSuccess(this::count);
  }

  private synchronized void count(Reply reply) {
    for (Outcome outcome : reply.outcomes()) {
      Source source = outcome.source();
      known += source == Source.NEAR || source == Source.REDIS || source == Source.STALE ? 1 : 0;
      if (outcome.status() == Status.FOUND) {
        found++;
      } else if (outcome.status() == Status.ABSENT) {
        absent++;
      } else if (outcome.reason() == Reason.MALFORMED) {
        malformed++;
      } else {
        failed++;
      }
    }
  }

  private synchronized void remember(Throwable failure) {
    broken = broken == null ? failure : broken;
  }
}
