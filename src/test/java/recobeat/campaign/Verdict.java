package recobeat.campaign;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** What all answers together said: whether that is true, and what is known since when. */
final class Verdict {

  private static final int SHOWN_MAX = 20;
  private static final int SHOWN_CHARS = 200;

  final LongAdder rows = new LongAdder();
  final LongAdder wrong = new LongAdder();
  final LongAdder absences = new LongAdder();
  final LongAdder denials = new LongAdder();
  final LongAdder unsettled = new LongAdder();

  /** The first of what is wrong, for who has to find out why. */
  final Queue<String> shown = new ConcurrentLinkedQueue<>();

  private final Map<Noun, Map<String, Long>> toldAt = new EnumMap<>(Noun.class);

  Verdict() {
    for (Noun noun : Noun.values()) {
      toldAt.put(noun, new ConcurrentHashMap<>());
    }
  }

  /** An answer, or a row of it, that is not the truth. */
  void wrong(String what) {
    wrong.increment();
    show(what);
  }

  /** Something is called absent. */
  void absent(Noun noun, String id, boolean rightly) {
    absences.increment();
    if (!rightly) {
      denials.increment();
      show(noun + " " + id + " is called absent");
    }
  }

  /** Whether an id is there or not was told, and so will not be forgotten. */
  void told(Noun noun, String id) {
    toldAt.get(noun).putIfAbsent(id, System.nanoTime());
  }

  /** What was told before, of each noun, and when. */
  Map<Noun, Map<String, Long>> told() {
    Map<Noun, Map<String, Long>> copy = new EnumMap<>(Noun.class);
    toldAt.forEach((noun, ids) -> copy.put(noun, new HashMap<>(ids)));
    return copy;
  }

  /** Another engine begins with another memory. */
  void forget() {
    toldAt.values().forEach(Map::clear);
  }

  void show(String what) {
    if (shown.size() < SHOWN_MAX) {
      shown.add(what.substring(0, Math.min(SHOWN_CHARS, what.length())));
    }
  }

  List<String> lines() {
    return List.copyOf(shown);
  }
}
