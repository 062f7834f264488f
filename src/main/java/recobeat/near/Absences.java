package recobeat.near;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import recobeat.message.Hints;
import recobeat.message.MissingTrack;
import recobeat.model.Kind;
import recobeat.model.Lack;

/**
 * Tracks that callers were told RecoBeat lacks, and what each workflow asked for beside them, until
 * they are drained. No message is sent for them, as answers of the near cache cost none. Bounded:
 * while it is full, further tracks go uncounted, and further requests do not count for workflows,
 * so that shares stay right.
 */
public final class Absences {

  private static final int TRACKS_MAX = 20_000;

  /** Ids whose lists are held on to for workflows. */
  private static final int ASKED_MAX = 100_000;

  private final boolean isKept;
  private Map<String, MissingTrack> tracks = new LinkedHashMap<>();
  private List<Asked> asked = new ArrayList<>();
  private int askedIds;

  /**
   * For one engine.
   *
   * @param isKept whether anybody drains it
   */
  public Absences(boolean isKept) {
    this.isKept = isKept;
  }

  /** Whether answers of a kind are of tracks by their ids, and are to be told here. */
  public boolean isOf(Kind kind) {
    return isKept && (kind == Kind.FEATURES || kind == Kind.TRACK || kind == Kind.TRACK_ID);
  }

  /**
   * A request was answered.
   *
   * @param ids those of which it was told whether RecoBeat has them, under any names
   * @param absent of these, those that it lacks; an id that stands there twice counts once
   * @param hints what the caller said of one of them
   */
  public void told(Kind kind, @Nullable String workflow, List<String> ids,
      Collection<String> absent, Function<String, Hints> hints, long epochMillis) {
    Lack lack = kind == Kind.FEATURES ? Lack.UNKNOWN : Lack.NOT_FOUND;
    List<MissingTrack> once = absent.stream().distinct()
        .map(id -> MissingTrack.of(id, lack, workflow, hints.apply(id), epochMillis)).toList();
    add(once, workflow == null
        ? null
        : new Asked(workflow, ids, List.copyOf(absent), epochMillis));
  }

  private synchronized void add(List<MissingTrack> once, @Nullable Asked request) {
    for (MissingTrack track : once) {
      MissingTrack known = tracks.get(track.id());
      if (known != null) {
        tracks.put(track.id(), known.plus(track));
      } else if (tracks.size() < TRACKS_MAX) {
        tracks.put(track.id(), track);
      }
    }
    if (request != null && askedIds + request.ids.size() <= ASKED_MAX) {
      askedIds += request.ids.size();
      asked.add(request);
    }
  }

  /** Hands over what was told, and starts anew. */
  public synchronized Drained drain() {
    Drained drained = new Drained(List.copyOf(tracks.values()), asked);
    tracks = new LinkedHashMap<>();
    asked = new ArrayList<>();
    askedIds = 0;
    return drained;
  }

  /** What was told; ids are under any names. */
  public record Drained(List<MissingTrack> tracks, List<Asked> asked) {

    /** Whether there is nothing. */
    public boolean isEmpty() {
      return tracks.isEmpty() && asked.isEmpty();
    }
  }

  /** What a request of a workflow was told of. */
  public record Asked(String workflow, List<String> ids, List<String> absent, long epochMillis) {}
}
