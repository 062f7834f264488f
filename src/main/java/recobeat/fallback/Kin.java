package recobeat.fallback;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Harvested tracks in their {@linkplain Group groups}, bounded: the group that was not used for
 * longest goes first. Single-threaded.
 */
final class Kin {

  private final int groupsMax;

  /** In the order of last use. */
  private final LinkedHashMap<String, LinkedHashMap<String, byte[]>> groups =
      new LinkedHashMap<>(16, 0.75f, true);

  Kin(int groupsMax) {
    this.groupsMax = groupsMax;
  }

  /** Keeps a track, or replaces what was kept of it. */
  void learn(String id, Hints hints, Features features) {
    Title title = hints.parts();
    byte[] packed = new Member(Song.of(hints, title), features).pack();
    for (Group group : Group.of(hints, title)) {
      LinkedHashMap<String, byte[]> members =
          groups.computeIfAbsent(group.key(), first -> new LinkedHashMap<>());
      members.remove(id);
      members.put(id, packed);
      trim(members, group.membersMax());
    }
    trim(groups, groupsMax);
  }

  /** Those like a track, the nearest first, each once and without the track itself. */
  List<Member> of(String id, Hints hints) {
    Map<String, byte[]> found = new LinkedHashMap<>();
    for (Group group : Group.of(hints, hints.parts())) {
      LinkedHashMap<String, byte[]> members = groups.get(group.key());
      if (members != null) {
        members.forEach(found::putIfAbsent);
      }
    }
    found.remove(id);
    List<Member> kin = new ArrayList<>();
    for (byte[] packed : found.values()) {
      Member member = Member.unpack(packed);
      if (member != null) {
        kin.add(member);
      }
    }
    return kin;
  }

  int groups() {
    return groups.size();
  }

  private static <V> void trim(LinkedHashMap<String, V> map, int max) {
    while (map.size() > max) {
      map.remove(map.keySet().iterator().next());
    }
  }
}
