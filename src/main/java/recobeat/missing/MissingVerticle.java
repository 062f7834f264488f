package recobeat.missing;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import recobeat.message.Addresses;
import recobeat.message.BadRequest;
import recobeat.message.Failure;
import recobeat.message.FindMissing;
import recobeat.message.ForgetMissing;
import recobeat.message.KeepMissing;
import recobeat.message.Learned;
import recobeat.message.MissingReport;
import recobeat.message.MissingRequest;
import recobeat.message.MissingTrack;
import recobeat.near.Absences;
import recobeat.near.Near;
import recobeat.time.Flood;
import recobeat.time.Time;

/**
 * Collects what callers were told that RecoBeat lacks, has it kept in Redis, and reports it. What
 * Redis does not take waits here; what was told since the start is reported while Redis is away.
 */
public final class MissingVerticle extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(MissingVerticle.class);
  private static final Flood FLOOD = new Flood(LOG);

  private static final long DRAIN_MS = 2_000;

  /** How long Redis may take for all it is asked at once. */
  private static final long LIMIT_MS = 4_000;

  /** How long it may take for a report, before that goes without it; who asks waits longer. */
  private static final long REPORT_MS = 6_000;

  /** Tracks in a round trip, during which Redis does nothing else. */
  private static final int TRACKS_EACH = 100;

  private static final int WORKFLOWS_EACH = 50;

  private final Addresses addresses;
  private final Near near;
  private final Absences absences;
  private final MissingOptions options;
  private final Time time;

  /** All that was told since the start. */
  private final Ledger own;

  /** Of that, what Redis does not have yet. */
  private final Ledger pending;

  /** What is missing no more. */
  private final Arrivals arrivals = new Arrivals();

  private boolean isKept = true;
  private Future<Void> draining = Future.succeededFuture();
  private Future<Tally> reading = Future.failedFuture("nobody has asked yet");

  public MissingVerticle(Addresses addresses, Near near, Absences absences,
      MissingOptions options, Time time) {
    this.addresses = addresses;
    this.near = near;
    this.absences = absences;
    this.options = options;
    this.time = time;
    this.own = new Ledger(options.idsMax());
    this.pending = new Ledger(options.idsMax());
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(DRAIN_MS, tick -> {
      if (draining.isComplete()) {
        drain();
      }
    });
    Future<?> learning = options.isKept()
        ? vertx.eventBus().<Learned>localConsumer(addresses.learned(),
            message -> arrivals.add(message.body())).completion()
        : Future.succeededFuture();
    return learning.compose(ready -> vertx.eventBus().<MissingRequest>localConsumer(
        addresses.reportMissing(), message -> report(message)).completion());
  }

  @Override
  public Future<?> stop() {
    return drain().transform(done -> Future.succeededFuture());
  }

  /** One after the other, so that nothing is added to what is being written. */
  private Future<Void> drain() {
    draining = draining.transform(before -> drainNow())
        .onSuccess(kept -> isKept = true)
        .onFailure(failure -> {
          if (isKept) {
            LOG.atWarn().addKeyValue("reason", failure.getMessage())
                .log("Redis does not take what is missing, keeping it");
          }
          isKept = false;
        });
    return draining;
  }

  private Future<Void> drainNow() {
    Absences.Drained drained = absences.drain();
    ForgetMissing arrived = arrivals.take();
    long oldest = time.epochMillis() - options.keep().toMillis();
    own.forget(oldest);
    pending.forget(oldest);
    if (drained.isEmpty()) {
      return forget(arrived);
    }
    Naming naming = new Naming(vertx, addresses, near, time);
    naming.asked(drained.asked()).forEach(asked -> {
      own.add(asked);
      pending.add(asked);
    });
    return naming.known(drained.tracks()).compose(tracks -> {
      for (MissingTrack track : tracks) {
        own.add(track);
        pending.add(track);
      }
      return forget(arrived);
    });
  }

  /** Behind what is written, as a track mostly comes after it was told missing. */
  private Future<Void> forget(ForgetMissing arrived) {
    own.forget(arrived);
    pending.forget(arrived);
    Future<Void> written = write();
    return arrived.isEmpty() ? written : written
        .compose(kept -> this.<Void>ask(addresses.forgetMissing(), arrived))
        .onFailure(failure -> arrivals.add(arrived));
  }

  /** A part whose answer is lost may count twice. */
  private Future<Void> write() {
    if (pending.isEmpty()) {
      return Future.succeededFuture();
    }
    Ledger.Part part = pending.oldest(TRACKS_EACH, WORKFLOWS_EACH);
    KeepMissing keep = new KeepMissing(part.tracks(), part.workflows(), options.idsMax(),
        Ledger.WORKFLOWS_MAX, options.keep().toMillis(), time.epochMillis());
    return ask(addresses.keepMissing(), keep)
        .onSuccess(kept -> pending.remove(part))
        .compose(kept -> write());
  }

  private void report(Message<MissingRequest> message) {
    long keepMs = options.keep().toMillis();
    tally()
        .compose(tally -> vertx.executeBlocking(
            () -> tally.report(message.body(), keepMs), false))
        .onSuccess(message::reply)
        .onFailure(failure -> {
          FLOOD.at(Level.ERROR).setCause(failure).log("what is missing could not be reported");
          message.fail(Failure.INTERNAL.code(), "the engine failed");
        });
  }

  /** One at a time, as many may ask. */
  private Future<Tally> tally() {
    if (reading.isComplete()) {
      Future<Tally> kept = drain().compose(written -> find());
      reading = kept.timeout(REPORT_MS, TimeUnit.MILLISECONDS).recover(failure -> {
        LOG.debug("what is missing is not told by Redis", failure);
        return Future.succeededFuture(new Tally(false, own.tracks(), own.workflows()));
      });
    }
    return reading;
  }

  private Future<Tally> find() {
    FindMissing find = new FindMissing(time.epochMillis() - options.keep().toMillis());
    return this.<FindMissing.Reply>ask(addresses.findMissing(), find)
        .compose(reply -> vertx.executeBlocking(() -> new Tally(
            true,
            reply.tracks().stream().flatMap(MissingVerticle::track).toList(),
            reply.workflows()), false));
  }

  /** Nothing of what another version may have written in a form of its own. */
  private static Stream<MissingTrack> track(String json) {
    try {
      return Stream.of(MissingTrack.fromJson(new JsonObject(json)));
    } catch (BadRequest | DecodeException | ClassCastException other) {
      return Stream.of();
    }
  }

  private <T extends @Nullable Object> Future<T> ask(String address, Object question) {
    return ask(vertx, address, question);
  }

  static <T extends @Nullable Object> Future<T> ask(
      Vertx vertx, String address, Object question) {
    return vertx.eventBus()
        .<T>request(address, question,
            new DeliveryOptions().setLocalOnly(true).setSendTimeout(LIMIT_MS))
        .map(Message::body);
  }
}
