package recobeat.fallback;

import java.util.HashMap;
import java.util.Map;

/**
 * Features and artists of tracks, each kept until the other comes, as stores are not in the order
 * of their ids; bounded, what comes beyond that is dropped. Single-threaded.
 */
final class Pairs {

  private final Neighbours neighbours;
  private final int waitingMax;
  private final Map<String, Features> features = new HashMap<>();
  private final Map<String, Song> songs = new HashMap<>();

  Pairs(Neighbours neighbours, int waitingMax) {
    this.neighbours = neighbours;
    this.waitingMax = waitingMax;
  }

  void onFeatures(String id, Features own) {
    Song song = songs.remove(id);
    if (song != null) {
      put(id, song, own);
    } else if (features.size() < waitingMax) {
      features.put(id, own);
    }
  }

  void onSong(String id, Song own) {
    Features known = features.remove(id);
    if (known != null) {
      put(id, own, known);
    } else if (songs.size() < waitingMax) {
      songs.put(id, own);
    }
  }

  /** What was harvested meanwhile is younger. */
  private void put(String id, Song song, Features own) {
    if (!neighbours.has(id)) {
      neighbours.put(id, song, own);
    }
  }
}
