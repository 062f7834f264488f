package recobeat.missing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import recobeat.message.Addresses;
import recobeat.message.Find;
import recobeat.message.KeepMissing;
import recobeat.message.MissingTrack;
import recobeat.model.Entity;
import recobeat.model.Id;
import recobeat.model.Key;
import recobeat.model.Kind;
import recobeat.near.Absences;
import recobeat.near.Near;
import recobeat.time.Time;

/** Finds out what was asked for: under which name it is kept, and what the cache knows of it. */
final class Naming {

  private static final Logger LOG = LoggerFactory.getLogger(Naming.class);

  /** Tracks looked up at once. */
  private static final int IDS_EACH = 500;

  private final Vertx vertx;
  private final Addresses addresses;
  private final Near near;
  private final Time time;

  Naming(Vertx vertx, Addresses addresses, Near near, Time time) {
    this.vertx = vertx;
    this.addresses = addresses;
    this.near = near;
    this.time = time;
  }

  /** For each workflow; none that asked for nothing that is an id. */
  List<KeepMissing.Asked> asked(List<Absences.Asked> requests) {
    Map<String, Wanted> byWorkflow = new HashMap<>();
    for (Absences.Asked request : requests) {
      Wanted wanted = byWorkflow.computeIfAbsent(
          request.workflow(), name -> new Wanted(name, request.epochMillis()));
      wanted.askedAt(request.epochMillis());
      named(request.ids(), wanted::ask);
      named(request.absent(), wanted::miss);
    }
    return byWorkflow.values().stream()
        .filter(wanted -> wanted.ids() > 0).map(Wanted::asked).toList();
  }

  private void named(List<String> ids, Consumer<String> then) {
    for (String id : ids) {
      String name = canonical(id);
      if (!name.isEmpty()) {
        then.accept(name);
      }
    }
  }

  /** The name that a track is kept under; empty for none. */
  private String canonical(String text) {
    Id id = Id.of(text);
    return id.names(Entity.TRACK)
        ? near.canonical(Kind.TRACK, id, time.epochMillis()).text()
        : "";
  }

  /** With what the cache knows of them; as they are if it does not answer. */
  Future<List<MissingTrack>> known(List<MissingTrack> told) {
    List<MissingTrack> all = new ArrayList<>(told.size());
    Future<?> looked = Future.succeededFuture();
    for (int from = 0; from < told.size(); from += IDS_EACH) {
      List<MissingTrack> some = told.subList(from, Math.min(told.size(), from + IDS_EACH));
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
    return MissingVerticle.<Find.Reply>ask(vertx, addresses.find(), new Find(keys)).map(reply -> {
      List<MissingTrack> known = new ArrayList<>(tracks.size());
      for (int i = 0; i < tracks.size(); i++) {
        known.add(Lookup.known(tracks.get(i), reply.found().get(2 * i),
            reply.found().get(2 * i + 1), time.epochMillis()));
      }
      return known;
    }).otherwise(failure -> {
      LOG.debug("it is not known what {} tracks are", tracks.size(), failure);
      return tracks;
    });
  }
}
