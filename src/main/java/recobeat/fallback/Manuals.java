package recobeat.fallback;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import recobeat.message.Manual;
import recobeat.model.Mapping;

/**
 * Manual features by id, as Redis has them, in the order of their ids and bounded. Single-threaded.
 */
final class Manuals {

  private final int max;
  private NavigableMap<String, Said> tracks = new TreeMap<>();

  private record Said(Told told, byte[] packed) {}

  Manuals(int max) {
    this.max = max;
  }

  /** Null if there are none under exactly this id, in its canonical spelling. */
  @Nullable Told of(String id) {
    Said said = tracks.get(id);
    return said == null ? null : said.told;
  }

  /** Of a track, by either of its names. */
  @Nullable Told of(Mapping names) {
    Told told = names.spotify() == null ? null : of(names.spotify());
    return told == null ? of(names.recobeat()) : told;
  }

  int size() {
    return tracks.size();
  }

  /** Redis has taken these. */
  void set(Map<String, Told> told) {
    told.forEach((id, each) -> tracks.put(id, new Said(each, each.pack())));
  }

  /** Redis has forgotten these. */
  void remove(Collection<String> ids) {
    tracks.keySet().removeAll(ids);
  }

  /**
   * Redis has just these now.
   *
   * @return how many of them are of no use here: beyond the bound, or of another version
   */
  int replace(Map<String, byte[]> all) {
    NavigableMap<String, Said> now = new TreeMap<>();
    for (Map.Entry<String, byte[]> each : all.entrySet()) {
      Said before = tracks.get(each.getKey());
      Told told = before != null && Arrays.equals(before.packed, each.getValue())
          ? before.told
          : Told.unpack(each.getValue());
      if (told != null && now.size() < max) {
        now.put(each.getKey(), new Said(told, each.getValue()));
      }
    }
    tracks = now;
    return all.size() - now.size();
  }

  /** As Redis is given them. */
  static Map<String, byte[]> packed(Map<String, Told> told) {
    Map<String, byte[]> packed = new LinkedHashMap<>();
    told.forEach((id, each) -> packed.put(id, each.pack()));
    return packed;
  }

  /** All of them, as Redis was given them. */
  Map<String, byte[]> packed() {
    Map<String, byte[]> packed = new HashMap<>();
    tracks.forEach((id, said) -> packed.put(id, said.packed));
    return packed;
  }

  /** Some of them, behind an id. */
  Manual.Page page(String after, int size) {
    List<Manual.Track> page = new ArrayList<>();
    NavigableMap<String, Said> behind = tracks.tailMap(after, false);
    for (Map.Entry<String, Said> each : behind.entrySet()) {
      if (page.size() == size) {
        break;
      }
      page.add(each.getValue().told.track(each.getKey()));
    }
    boolean isEnd = page.isEmpty() || page.get(page.size() - 1).id().equals(behind.lastKey());
    return new Manual.Page(
        List.copyOf(page), tracks.size(), isEnd ? null : page.get(page.size() - 1).id());
  }

  /** All of them; a copy. */
  Map<String, Told> all() {
    Map<String, Told> all = new LinkedHashMap<>();
    tracks.forEach((id, said) -> all.put(id, said.told));
    return all;
  }
}
