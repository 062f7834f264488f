package recobeat.missing;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import recobeat.message.Addresses;
import recobeat.message.BadRequest;
import recobeat.message.Failure;
import recobeat.message.Find;
import recobeat.message.FindMissing;
import recobeat.message.KeepMissing;
import recobeat.message.MissingReport;
import recobeat.message.MissingRequest;
import recobeat.message.MissingTrack;
import recobeat.model.Entity;
import recobeat.model.Id;
import recobeat.model.Key;
import recobeat.model.Kind;
import recobeat.near.Absences;
import recobeat.near.Near;
import recobeat.time.Time;

/**
 * Collects what callers were told that RecoBeat lacks, has it kept in Redis, and reports it. What
 * Redis does not take waits here; what was told since the start is reported while Redis is away.
 */
public final class MissingVerticle extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(MissingVerticle.class);

  private static final long DRAIN_MS = 2_000;

  /** How long Redis may take for all it is asked at once. */
  private static final long LIMIT_MS = 4_000;

  /** How long it may take for a report, before that goes without it; who asks waits longer. */
  private static final long REPORT_MS = 6_000;

  /** Tracks in a round trip, during which Redis does nothing else. */
  private static final int TRACKS_EACH = 200;

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
    return vertx.eventBus().<MissingRequest>localConsumer(addresses.reportMissing(),
        message -> report(message)).completion();
  }

  @Override
  public Future<?> stop() {
    return drain().transform(done -> Future.succeededFuture());
  }

  /** One after the other, so that nothing is added to what is being written. */
  private Future<Void> drain() {
    draining = draining.transform(before -> drainNow());
    return draining;
  }

  private Future<Void> drainNow() {
    Absences.Drained drained = absences.drain();
    long oldest = time.epochMillis() - options.keep().toMillis();
    own.forget(oldest);
    pending.forget(oldest);
    if (drained.isEmpty()) {
      return write();
    }
    asked(drained.asked()).forEach(asked -> {
      own.add(asked);
      pending.add(asked);
    });
    return known(drained.tracks()).compose(tracks -> {
      for (MissingTrack track : tracks) {
        own.add(track);
        pending.add(track);
      }
      return write();
    });
  }

  /** For each workflow; none that asked for nothing that is an id. */
  private List<KeepMissing.Asked> asked(List<Absences.Asked> requests) {
    Map<String, KeepMissing.Asked> byWorkflow = new HashMap<>();
    for (Absences.Asked request : requests) {
      Set<String> ids = new HashSet<>();
      request.ids().forEach(id -> ids.add(canonical(id)));
      ids.remove("");
      Set<String> missing = new HashSet<>();
      request.absent().forEach(id -> missing.add(canonical(id)));
      byWorkflow.merge(request.workflow(),
          new KeepMissing.Asked(request.workflow(), ids, missing, request.epochMillis()),
          Ledger::union);
    }
    return byWorkflow.values().stream().filter(asked -> !asked.ids().isEmpty()).toList();
  }

  /** The name that a track is kept under; empty for none. */
  private String canonical(String text) {
    Id id = Id.of(text);
    return id.names(Entity.TRACK)
        ? near.canonical(Kind.TRACK, id, time.epochMillis()).text()
        : "";
  }

  /** With what the cache knows of them; as they are if it does not answer. */
  private Future<List<MissingTrack>> known(List<MissingTrack> told) {
    List<MissingTrack> all = new ArrayList<>(told.size());
    Future<?> looked = Future.succeededFuture();
    for (int from = 0; from < told.size(); from += TRACKS_EACH) {
      List<MissingTrack> some = told.subList(from, Math.min(told.size(), from + TRACKS_EACH));
      looked = looked.compose(before -> look(some)).onSuccess(all::addAll);
    }
    return looked.map(done -> all);
  }

  private Future<List<MissingTrack>> look(List<MissingTrack> told) {
    Map<String, MissingTrack> byId = new HashMap<>();
    told.forEach(track -> {
      String id = canonical(track.id());
      byId.merge(id, track.known(id), MissingTrack::plus);
    });
    List<MissingTrack> tracks = List.copyOf(byId.values());
    List<Key> keys = new ArrayList<>(2 * tracks.size());
    for (MissingTrack track : tracks) {
      keys.add(new Key(Kind.TRACK, track.id()));
      keys.add(new Key(Kind.TRACK_ID, track.id()));
    }
    return this.<Find.Reply>ask(addresses.find(), new Find(keys)).map(reply -> {
      List<MissingTrack> known = new ArrayList<>(tracks.size());
      for (int i = 0; i < tracks.size(); i++) {
        known.add(Details.known(tracks.get(i), reply.found().get(2 * i),
            reply.found().get(2 * i + 1), time.epochMillis()));
      }
      return known;
    }).otherwise(failure -> {
      LOG.debug("it is not known what {} tracks are", tracks.size(), failure);
      return tracks;
    });
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
          LOG.error("what is missing could not be reported", failure);
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
    return vertx.eventBus()
        .<T>request(address, question,
            new DeliveryOptions().setLocalOnly(true).setSendTimeout(LIMIT_MS))
        .map(Message::body);
  }
}
