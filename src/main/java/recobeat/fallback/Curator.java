package recobeat.fallback;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import recobeat.message.Addresses;
import recobeat.message.BadRequest;
import recobeat.message.Failure;
import recobeat.message.FindManual;
import recobeat.message.Inspect;
import recobeat.message.KeepManual;
import recobeat.message.Manual;
import recobeat.time.Flood;
import recobeat.time.Time;

/**
 * Sets and removes manual features in Redis, and then here; reads them from there at the start and
 * now and again, as other engines change them too. What Redis lost it is given again.
 */
final class Curator {

  private static final Logger LOG = LoggerFactory.getLogger(Curator.class);
  private static final Flood FLOOD = new Flood(LOG);

  /** How soon Redis is asked again that did not answer yet. */
  private static final long AGAIN_MS = 1_000;

  private final Vertx vertx;
  private final Addresses addresses;
  private final FallbackOptions options;
  private final Time time;
  private final Manuals manuals;
  private boolean isRead;
  private boolean isStopped;
  private int useless;

  Curator(Vertx vertx, Addresses addresses, FallbackOptions options, Time time, Manuals manuals) {
    this.vertx = vertx;
    this.addresses = addresses;
    this.options = options;
    this.time = time;
    this.manuals = manuals;
  }

  /** Reads them, and goes on to do so; without Redis there are none at first. */
  Future<Void> start() {
    return read().transform(done -> {
      long pause = options.manualEvery().toMillis();
      if (!isStopped) {
        vertx.setTimer(done.succeeded() ? pause : Math.min(pause, AGAIN_MS), again -> start());
      }
      return Future.succeededFuture();
    });
  }

  /** Reads no more. */
  void stop() {
    isStopped = true;
  }

  private Future<Void> read() {
    return this.<FindManual.Reply>ask(addresses.findManual(), new FindManual()).compose(reply -> {
      Map<String, byte[]> all = reply.all();
      isRead = true;
      if (all == null && manuals.size() > 0) {
        return restore().mapEmpty();
      }
      int now = manuals.replace(all == null ? Map.of() : all);
      if (now > useless) {
        LOG.atWarn().addKeyValue("tracks", now)
            .log("manual features are beyond fallback.manualMax, or of another version");
      }
      useless = now;
      return Future.succeededFuture();
    });
  }

  private Future<KeepManual.Reply> restore() {
    LOG.atWarn().addKeyValue("tracks", manuals.size())
        .log("Redis has lost the manual features, and gets them again");
    return ask(addresses.keepManual(),
        new KeepManual(manuals.packed(), List.of(), options.manualMax()));
  }

  /** The change is made, even if Redis does not take the rest now; that is tried again. */
  private Future<KeepManual.Reply> restored(int gone) {
    return restore().transform(done -> {
      if (done.failed()) {
        LOG.atWarn().addKeyValue("reason", done.cause().getMessage())
            .log("Redis does not take the rest of the manual features yet");
      }
      return Future.succeededFuture(
          new KeepManual.Reply(false, gone, manuals.size(), true));
    });
  }

  void serve(Message<Manual> message) {
    Future.succeededFuture(message.body()).compose(this::done)
        .onSuccess(message::reply)
        .onFailure(failure -> {
          if (failure instanceof BadRequest wrong) {
            message.fail(Failure.BAD_REQUEST.code(), wrong.getMessage());
          } else if (failure instanceof ReplyException reply) {
            message.fail(reply.failureCode(), reply.getMessage());
          } else {
            FLOOD.at(Level.ERROR).setCause(failure)
                .log("manual features could not be administered");
            message.fail(Failure.INTERNAL.code(), "the engine failed");
          }
        });
  }

  private Future<?> done(Manual asked) {
    if (asked instanceof Manual.Put put) {
      Told told = Told.of(put.features(), put.by(), time.epochMillis());
      String id = put.id().text();
      return keep(Map.of(id, told), Set.of()).map(kept -> told.track(id));
    } else if (asked instanceof Manual.Delete delete) {
      return keep(Map.of(), Set.of(delete.id().text()))
          .map(kept -> new Manual.Done(kept.gone(), kept.total()));
    } else if (asked instanceof Manual.Import all) {
      long now = time.epochMillis();
      // Ten thousand lines take a while.
      return vertx.executeBlocking(() -> ManualTable.read(all.csv(), all.by(), now), false)
          .compose(told -> keep(told, Set.of())
              .map(kept -> new Manual.Done(told.size(), kept.total())));
    } else if (!isRead) {
      return Future.failedFuture(
          Failure.TIMED_OUT.toException("manual features could not be read from Redis yet"));
    } else if (asked instanceof Manual.Restore restore) {
      // Other engines may have been told something meanwhile.
      return read().map(now -> younger(restore.tracks()))
          .compose(younger -> keep(younger, Set.of())
              .map(kept -> new Manual.Done(younger.size(), kept.total())));
    } else if (asked instanceof Manual.Read read) {
      return Future.succeededFuture(manuals.page(read.after(), read.size()));
    }
    Map<String, Told> all = manuals.all();
    return vertx.executeBlocking(
        () -> new Manual.Table(ManualTable.write(all), all.size()), false);
  }

  /** What was said here as late or later stays. */
  private Map<String, Told> younger(List<Manual.Track> tracks) {
    Map<String, Told> younger = new LinkedHashMap<>();
    for (Manual.Track track : tracks) {
      String id = Inspect.of(track.id()).id().text();
      Told here = manuals.of(id);
      if (here == null || here.at() < track.at()) {
        younger.put(id, Told.of(track.features(), track.by(), track.at()));
      }
    }
    return younger;
  }

  private Future<KeepManual.Reply> keep(Map<String, Told> set, Set<String> gone) {
    Map<String, byte[]> packed = new LinkedHashMap<>(Manuals.packed(set));
    KeepManual keep = new KeepManual(packed, List.copyOf(gone), options.manualMax());
    return this.<KeepManual.Reply>ask(addresses.keepManual(), keep)
        .recover(failure -> Future.failedFuture(Failure.TIMED_OUT.toException(
            "Redis, which keeps manual features, did not take the change")))
        .compose(reply -> {
          if (reply.isRefused()) {
            return Future.failedFuture(new BadRequest("there are " + reply.total()
                + " tracks with manual features, and may be " + options.manualMax()
                + " (fallback.manualMax)"));
          }
          boolean isLost = reply.isFirst() && manuals.size() > 0;
          int known = (int) gone.stream().filter(id -> manuals.of(id) != null).count();
          manuals.set(set);
          manuals.remove(gone);
          return isLost ? restored(known) : Future.succeededFuture(reply);
        });
  }

  private <T> Future<T> ask(String address, Object body) {
    return vertx.eventBus()
        .<T>request(address, body, new DeliveryOptions().setLocalOnly(true))
        .map(Message::body);
  }
}
