package recobeat.fallback;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The harvested tracks nearest to some features: what to recommend when the service cannot. Keeps
 * the quantities of a bounded number of tracks, the oldest are overwritten. Every track is compared
 * to each question: 100,000 take some milliseconds. Single-threaded.
 */
final class Neighbours {

  /** What a quantity that is not known is taken to be apart, in its spreads. */
  private static final float UNKNOWN = 1;

  private static final int WIDTH = Feature.QUANTITIES;

  /**
   * A track that was found.
   *
   * @param distance in the features' spreads, weighed: 0 is the same, 1 is as far as tracks of a
   *     subgenre are from its middle
   */
  record Neighbour(String id, double distance) {}

  private final int capacity;
  private final Map<String, Integer> slots = new HashMap<>();
  private String[] ids = new String[16];
  private int[] artists = new int[16];

  /** In spreads; not a number where not known. */
  private float[] points = new float[16 * WIDTH];

  private int size;

  /** The slot that is overwritten next, once all are taken. */
  private int oldest;

  Neighbours(int capacity) {
    this.capacity = capacity;
  }

  /**
   * The nearest tracks to the middle of some others.
   *
   * @param targets what is wanted beside; where a quantity is there, it counts and not the seeds'
   */
  List<Neighbour> recommend(List<Features> seeds, Features targets, double[] weights,
      int count, int perArtist, Set<String> without) {
    Features middle = centroid(seeds);
    double[] wanted = new double[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      wanted[i] = Double.isNaN(targets.get(i)) ? middle.get(i) : targets.get(i);
    }
    // Of nothing known, any track would be as near as any other.
    return Arrays.stream(wanted).allMatch(Double::isNaN)
        ? List.of()
        : near(Features.of(wanted), weights, count, perArtist, without);
  }

  /** How many tracks there are. */
  int size() {
    return size;
  }

  boolean has(String id) {
    return slots.containsKey(id);
  }

  /** Whether the next one takes the place of another. */
  boolean isFull() {
    return size == capacity;
  }

  /** Keeps a track, or replaces what was kept of it. */
  void put(String id, Song song, Features features) {
    if (capacity == 0) {
      return;
    }
    Integer known = slots.get(id);
    int slot = known == null ? free() : known;
    if (known == null) {
      ids[slot] = id;
      slots.put(id, slot);
    }
    artists[slot] = song.artists().length == 0 ? 0 : song.artists()[0];
    for (int i = 0; i < WIDTH; i++) {
      points[slot * WIDTH + i] = (float) (features.get(i) / Feature.at(i).spread());
    }
  }

  private int free() {
    if (size < capacity) {
      if (size == ids.length) {
        int larger = (int) Math.min(capacity, 2L * size);
        ids = Arrays.copyOf(ids, larger);
        artists = Arrays.copyOf(artists, larger);
        points = Arrays.copyOf(points, larger * WIDTH);
      }
      return size++;
    }
    int slot = oldest;
    oldest = (oldest + 1) % capacity;
    slots.remove(ids[slot]);
    return slot;
  }

  /**
   * The nearest tracks, nearest first; of those equally near the one kept first.
   *
   * @param wanted what to be near to; a quantity that is missing does not matter
   * @param weights of the quantities, 0 and above
   * @param count no more than so many
   * @param perArtist no more of one artist; tracks of unknown artists are not counted
   * @param without ids that are not wanted, such as the seeds
   */
  List<Neighbour> near(
      Features wanted, double[] weights, int count, int perArtist, Set<String> without) {
    float[] point = new float[WIDTH];
    float[] shares = new float[WIDTH];
    double all = 0;
    for (int i = 0; i < WIDTH; i++) {
      if (!Double.isNaN(wanted.get(i))) {
        all += weights[i];
      }
    }
    for (int i = 0; i < WIDTH; i++) {
      boolean matters = !Double.isNaN(wanted.get(i)) && all > 0;
      point[i] = matters ? (float) (wanted.get(i) / Feature.at(i).spread()) : 0;
      shares[i] = matters ? (float) (weights[i] / all) : 0;
    }
    long[] order = new long[size];
    for (int slot = 0; slot < size; slot++) {
      // The bits of floats that are not negative sort as they do; the slot decides between equals.
      order[slot] =
          (long) Float.floatToRawIntBits(squared(slot, point, shares)) << Integer.SIZE | slot;
    }
    return choose(order, count, perArtist, without);
  }

  private float squared(int slot, float[] point, float[] shares) {
    float sum = 0;
    for (int i = 0, at = slot * WIDTH; i < WIDTH; i++, at++) {
      float apart = points[at] - point[i];
      sum += shares[i] * (apart == apart ? apart * apart : UNKNOWN);
    }
    return sum;
  }

  /** Takes the nearest from a heap, so that only so many are sorted as are looked at. */
  private List<Neighbour> choose(
      long[] order, int count, int perArtist, Set<String> without) {
    for (int i = order.length / 2 - 1; i >= 0; i--) {
      sink(order, i, order.length);
    }
    List<Neighbour> chosen = new ArrayList<>();
    Map<Integer, Integer> taken = new HashMap<>();
    for (int left = order.length; left > 0 && chosen.size() < count; left--) {
      long nearest = order[0];
      order[0] = order[left - 1];
      sink(order, 0, left - 1);
      int slot = (int) nearest;
      int artist = artists[slot];
      if (!without.contains(ids[slot])
          && (artist == 0 || taken.merge(artist, 1, Integer::sum) <= perArtist)) {
        chosen.add(new Neighbour(
            ids[slot], Math.sqrt(Float.intBitsToFloat((int) (nearest >>> Integer.SIZE)))));
      }
    }
    return chosen;
  }

  private static void sink(long[] heap, int from, int end) {
    long value = heap[from];
    int i = from;
    for (int child = 2 * i + 1; child < end; child = 2 * i + 1) {
      if (child + 1 < end && heap[child + 1] < heap[child]) {
        child++;
      }
      if (heap[child] >= value) {
        break;
      }
      heap[i] = heap[child];
      i = child;
    }
    if (end > 0) {
      heap[i] = value;
    }
  }

  /** The middle of some tracks; a quantity that none of them has is missing. */
  static Features centroid(List<Features> seeds) {
    double[] middle = new double[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      int at = i;
      middle[i] = seeds.stream().mapToDouble(seed -> seed.get(at))
          .filter(value -> !Double.isNaN(value)).average().orElse(Double.NaN);
    }
    return Features.of(middle);
  }
}
