package recobeat.cache;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import recobeat.message.Store.Mode;
import recobeat.message.Store.Write;
import recobeat.model.Entry;
import recobeat.model.Json;
import recobeat.model.Key;
import recobeat.model.Mapping;

/**
 * The writes that Redis missed, until it has them; of one event loop. Bounded: beyond it the keys
 * go that were written to longest ago.
 *
 * <p>Of a key the last write wins, and no write becomes a stronger one by waiting. A SET makes all
 * before it pointless, for it replaces whatever they would have done. The others depend on what
 * they find, which may be what another node wrote meanwhile, so they are not folded into a SET
 * before them but wait in line behind it; only one of their own mode, and for ADD of their own
 * member, gives way to them, if it would have in Redis: a NEW unless it is a value, a MAP unless it
 * contradicts. Then the later place in the line is the right one, as an ADD that ends an absence
 * must not come before the NEW that makes it.
 */
final class Missed {

  /** About what a write costs beside its texts. */
  private static final int OVERHEAD_BYTES = 200;

  private final int writesMax;
  private final long bytesMax;

  /** What is to be done with each key, in its order; the key written to last stands last. */
  private final LinkedHashMap<Key, List<Write>> byKey = new LinkedHashMap<>();

  private int size;
  private long bytes;

  Missed(int writesMax, long bytesMax) {
    this.writesMax = writesMax;
    this.bytesMax = bytesMax;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** How many writes wait. */
  int size() {
    return size;
  }

  /** About how many bytes they take. */
  long bytes() {
    return bytes;
  }

  /** Keeps a write; how many others, or itself, had to go for the bound. */
  int keep(Write write) {
    List<Write> line = byKey.remove(write.key());
    if (line == null) {
      line = new ArrayList<>(1);
    }
    count(line, -1);
    join(line, write);
    if (line.stream().mapToLong(Missed::weight).sum() > bytesMax) {
      // The others would have to go, and then this too.
      return line.size();
    }
    count(line, 1);
    byKey.put(write.key(), line);
    int dropped = 0;
    Iterator<List<Write>> oldest = byKey.values().iterator();
    while (size > writesMax || bytes > bytesMax) {
      List<Write> gone = oldest.next();
      oldest.remove();
      count(gone, -1);
      dropped += gone.size();
    }
    return dropped;
  }

  private static void join(List<Write> line, Write write) {
    Write rival = null;
    for (Write before : line) {
      if (before.mode() == write.mode() && before.member().equals(write.member())) {
        rival = before;
      }
    }
    if (rival != null && !givesWay(rival, write)) {
      return;
    }
    if (write.mode() == Mode.SET) {
      line.clear();
    } else if (rival != null) {
      line.remove(rival);
    }
    line.add(write);
  }

  private static boolean givesWay(Write rival, Write write) {
    return switch (write.mode()) {
      // Failures of two connections may come in another order than the writes.
      case SET -> rival.entry().storedAt() <= write.entry().storedAt();
      case NEW -> rival.entry().isAbsent();
      case MAP -> !contradicts(rival.entry(), write.entry());
      case ADD -> true;
    };
  }

  /** The writes that are next, each key's in their order; they stay until they are removed. */
  List<Write> oldest(int max, long bytesMax) {
    List<Write> oldest = new ArrayList<>();
    long sum = 0;
    for (List<Write> line : byKey.values()) {
      for (Write write : line) {
        sum += weight(write);
        if (oldest.size() == max || !oldest.isEmpty() && sum > bytesMax) {
          return oldest;
        }
        oldest.add(write);
      }
    }
    return oldest;
  }

  /** Redis has this very write; false if another one has taken its place meanwhile. */
  boolean remove(Write write) {
    List<Write> line = byKey.get(write.key());
    for (int i = 0; line != null && i < line.size(); i++) {
      if (line.get(i) == write) {
        count(line, -1);
        line.remove(i);
        count(line, 1);
        if (line.isEmpty()) {
          byKey.remove(write.key());
        }
        return true;
      }
    }
    return false;
  }

  /** Lets go of what is to be written under some keys. */
  void forget(Predicate<Key> keys) {
    byKey.entrySet().removeIf(each -> {
      boolean gone = keys.test(each.getKey());
      if (gone) {
        count(each.getValue(), -1);
      }
      return gone;
    });
  }

  /**
   * What Redis will hold once it has what it missed.
   *
   * @param stored what it holds now; null for nothing
   * @param told whether it said so: what it may hold without saying is not denied by a NEW
   */
  @Nullable Entry over(Key key, @Nullable Entry stored, boolean told) {
    Entry entry = stored;
    for (Write write : byKey.getOrDefault(key, List.of())) {
      if (told || entry != null || write.mode() != Mode.NEW) {
        entry = done(write, entry);
      }
    }
    return entry;
  }

  /** What {@link Scripts#REPLAY} makes of what is there. */
  static @Nullable Entry done(Write write, @Nullable Entry there) {
    Entry entry = write.entry();
    if (there == null) {
      return write.mode() == Mode.ADD ? null : entry;
    }
    boolean stays = there.storedAt() >= entry.storedAt();
    return switch (write.mode()) {
      case SET -> stays ? there : entry;
      case NEW -> stays || !there.isAbsent() ? there : entry;
      case MAP -> lacks(there, entry) || !stays && !contradicts(there, entry) ? entry : there;
      case ADD -> there.storedAt() > entry.storedAt() ? there : added(there, write);
    };
  }

  private static @Nullable Entry added(Entry there, Write write) {
    Json list = there.value();
    Json member = write.entry().value();
    if (there.isAbsent() || list == null) {
      return null;
    }
    return member == null || list.toString().contains(write.member())
        ? there
        : Entry.found(list.appended(member), there.storedAt(), there.jitter());
  }

  /** Whether a mapping is another one, and not only one that lacks a Spotify id. */
  private static boolean contradicts(Entry there, Entry mapping) {
    return !there.isAbsent()
        && !String.valueOf(there.value()).equals(String.valueOf(mapping.value()))
        && !lacks(there, mapping);
  }

  /** Whether a mapping lacks a Spotify id that another one has. */
  private static boolean lacks(Entry there, Entry mapping) {
    Json older = there.value();
    Json newer = mapping.value();
    if (there.isAbsent() || older == null || newer == null) {
      return false;
    }
    Mapping held = Mapping.of(older);
    Mapping told = Mapping.of(newer);
    return held.spotify() == null && told.spotify() != null
        && held.recobeat().equals(told.recobeat());
  }

  private void count(List<Write> line, int sign) {
    size += sign * line.size();
    for (Write write : line) {
      bytes += sign * weight(write);
    }
  }

  private static long weight(Write write) {
    Json value = write.entry().value();
    return OVERHEAD_BYTES + write.key().text().length() + write.member().length()
        + (value == null ? 0 : value.length());
  }
}
