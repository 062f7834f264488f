package recobeat.fallback;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import recobeat.message.Hints;
import recobeat.message.KeepKin;

/**
 * Harvested tracks in their {@linkplain Group groups}, bounded: the group that was not used for
 * longest goes first. What Redis has of a group is read once it is asked for, and now and then
 * again, as other engines learn too. Single-threaded.
 */
final class Kin {

  /** How long it is not read again what Redis has of a group. */
  static final long READ_AGAIN_MS = 600_000;

  private final int groupsMax;

  /** In the order of last use. */
  private final LinkedHashMap<String, Circle> groups = new LinkedHashMap<>(16, 0.75f, true);

  private static final class Circle {

    /** Packed, by id, in the order in which they were learned. */
    LinkedHashMap<String, byte[]> members = new LinkedHashMap<>();

    /** Learned here since Redis was read last, which may not have them yet. */
    final Set<String> younger = new HashSet<>();

    /** Until when it need not be read; negative if it was not yet. */
    long readUntil = Long.MIN_VALUE;

    void put(String id, byte[] packed, int max) {
      members.remove(id);
      members.put(id, packed);
      trim(members, max);
      younger.add(id);
      younger.retainAll(members.keySet());
    }
  }

  Kin(int groupsMax) {
    this.groupsMax = groupsMax;
  }

  /** Keeps a track, or replaces what was kept of it; what is to be kept in Redis. */
  List<KeepKin.Member> learn(String id, Hints hints, Features features) {
    List<KeepKin.Member> kept = new ArrayList<>();
    Title title = Title.of(hints);
    byte[] packed = new Member(Song.of(hints, title), features).pack();
    for (Group group : Group.of(hints, title)) {
      circle(group).put(id, packed, group.membersMax());
      kept.add(new KeepKin.Member(group.key(), group.membersMax(), id, packed));
    }
    trim(groups, groupsMax);
    return kept;
  }

  private Circle circle(Group group) {
    return groups.computeIfAbsent(group.key(), first -> new Circle());
  }

  /** The groups of some tracks that are to be read from Redis, no more than so many. */
  List<Group> unread(Collection<Hints> tracks, long now, int max) {
    Map<String, Group> unread = new LinkedHashMap<>();
    for (Hints hints : tracks) {
      if (unread.size() >= max) {
        break;
      }
      for (Group group : Group.of(hints, Title.of(hints))) {
        Circle circle = groups.get(group.key());
        if (unread.size() < max && (circle == null || circle.readUntil <= now)) {
          unread.put(group.key(), group);
        }
      }
    }
    return List.copyOf(unread.values());
  }

  /** What Redis has of a group; what was learned here since is younger. */
  void read(Group group, Map<String, byte[]> members, long now) {
    Circle circle = circle(group);
    LinkedHashMap<String, byte[]> before = circle.members;
    before.keySet().retainAll(circle.younger);
    circle.members = new LinkedHashMap<>(members);
    circle.readUntil = now + READ_AGAIN_MS;
    before.forEach((id, packed) -> circle.put(id, packed, group.membersMax()));
    circle.younger.clear();
    trim(groups, groupsMax);
  }

  /** Those like a track, the nearest first, each once and without the track itself. */
  List<Member> of(String id, Hints hints) {
    Map<String, byte[]> found = new LinkedHashMap<>();
    for (Group group : Group.of(hints, Title.of(hints))) {
      Circle circle = groups.get(group.key());
      if (circle != null) {
        circle.members.forEach(found::putIfAbsent);
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
