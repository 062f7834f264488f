package recobeat.missing;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import recobeat.message.ForgetMissing;
import recobeat.message.KeepMissing.Asked;
import recobeat.message.MissingReport.Coverage;
import recobeat.message.MissingTrack;
import recobeat.model.Lack;

/**
 * Tracks that RecoBeat lacks, and what workflows asked for. Bounded: what was added to longest ago
 * makes room. Of one event loop.
 */
final class Ledger {

  /** The most workflows; Redis keeps as many. */
  static final int WORKFLOWS_MAX = 1_000;

  /** The most ids of all workflows together. */
  static final int ASKED_MAX = 200_000;

  private final int tracksMax;

  /** The one added to last stands last, here and below. */
  private final LinkedHashMap<String, MissingTrack> tracks = new LinkedHashMap<>();

  private final LinkedHashMap<String, Wanted> workflows = new LinkedHashMap<>();
  private int askedIds;

  Ledger(int tracksMax) {
    this.tracksMax = tracksMax;
  }

  /** Adds to what is known of a track. */
  void add(MissingTrack track) {
    MissingTrack known = tracks.remove(track.id());
    tracks.put(track.id(), known == null ? track : known.plus(track));
    if (tracks.size() > tracksMax) {
      removeFirst(tracks);
    }
  }

  /** Adds to what a workflow asked for. */
  void add(Asked more) {
    Wanted known = workflows.remove(more.workflow());
    Wanted all = known == null ? new Wanted(more.workflow(), more.lastAt()) : known;
    askedIds -= all.ids();
    all.add(more);
    workflows.put(all.workflow(), all);
    askedIds += all.ids();
    while (workflows.size() > WORKFLOWS_MAX || askedIds > ASKED_MAX) {
      askedIds -= removeFirst(workflows).ids();
    }
  }

  private static <T> T removeFirst(LinkedHashMap<String, T> map) {
    Iterator<T> first = map.values().iterator();
    T gone = first.next();
    first.remove();
    return gone;
  }

  /** Forgets what was asked for before. */
  void forget(long beforeMillis) {
    tracks.values().removeIf(track -> track.lastAt() < beforeMillis);
    workflows.values().removeIf(wanted -> wanted.lastAt() < beforeMillis);
    askedIds = workflows.values().stream().mapToInt(Wanted::ids).sum();
  }

  /** Forgets what is missing no more. */
  void forget(ForgetMissing arrived) {
    arrived.featured().forEach(tracks::remove);
    for (String name : arrived.found()) {
      MissingTrack track = tracks.get(name);
      if (track != null && track.reason() == Lack.NOT_FOUND) {
        tracks.remove(name);
      }
    }
  }

  boolean isEmpty() {
    return tracks.isEmpty() && workflows.isEmpty();
  }

  /** What was added to longest ago; it stays until it is removed. */
  Part oldest(int tracksMost, int workflowsMost) {
    return new Part(
        tracks.values().stream().limit(tracksMost).toList(),
        workflows.values().stream().limit(workflowsMost).map(Wanted::asked).toList());
  }

  /** Forgets a part to which nothing was added meanwhile. */
  void remove(Part part) {
    part.tracks.forEach(track -> tracks.remove(track.id(), track));
    for (Asked asked : part.workflows) {
      Wanted wanted = workflows.get(asked.workflow());
      if (wanted != null && wanted.isStill(asked)) {
        workflows.remove(asked.workflow());
        askedIds -= wanted.ids();
      }
    }
  }

  /** Some of it. */
  record Part(List<MissingTrack> tracks, List<Asked> workflows) {}

  /** All tracks. */
  List<MissingTrack> tracks() {
    return List.copyOf(tracks.values());
  }

  /** How much of what each workflow asked for is missing. */
  List<Coverage> workflows() {
    return workflows.values().stream()
        .map(wanted -> new Coverage(
            wanted.workflow(), wanted.ids(), wanted.missing(), wanted.lastAt()))
        .toList();
  }
}
