package recobeat.campaign;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What goes wrong when, all from one seed. The service has its troubles one after the other; beside
 * them Redis and the engine have theirs, with a pause before each to come to rest in.
 *
 * @param outside troubles of the service, in their order
 * @param inside troubles of Redis and the engine, in their order
 */
record Plan(List<Event> outside, List<Event> inside) {

  private static final long SPELL_MS_MAX = 15_000;
  private static final int JITTER_MS = 500;

  /** One trouble, and from when to when in milliseconds after the start. */
  record Event(Trouble trouble, long atMs, long endMs) {}

  /**
   * Drawn from a seed.
   *
   * @param restMs how long everything inside goes well before each trouble and after it
   */
  static Plan of(long seed, long lengthMs, Collection<Trouble> inside, long restMs) {
    return new Plan(spells(new Random(seed), lengthMs),
        blows(new Random(~seed), lengthMs, inside, restMs));
  }

  private static List<Event> spells(Random random, long lengthMs) {
    int kinds = Trouble.OF_THE_SERVICE.size();
    long slotMs = Math.min(SPELL_MS_MAX, lengthMs / kinds);
    List<Event> events = new ArrayList<>();
    for (long at = 0; at + slotMs * kinds <= lengthMs; at += slotMs * kinds) {
      List<Trouble> shuffled = shuffled(Trouble.OF_THE_SERVICE, random);
      for (int i = 0; i < kinds; i++) {
        long begin = at + i * slotMs + random.nextInt((int) (slotMs / 4));
        events.add(new Event(shuffled.get(i), begin, begin + slotMs / 2
            + random.nextInt((int) (slotMs / 4))));
      }
    }
    return List.copyOf(events);
  }

  private static List<Event> blows(
      Random random, long lengthMs, Collection<Trouble> kinds, long restMs) {
    List<Event> events = new ArrayList<>();
    long at = restMs;
    while (true) {
      for (Trouble trouble : shuffled(kinds, random)) {
        long end = at + trouble.lastsMs;
        if (end + restMs > lengthMs) {
          return List.copyOf(events);
        }
        events.add(new Event(trouble, at, end));
        at = end + restMs + random.nextInt(JITTER_MS);
      }
    }
  }

  private static List<Trouble> shuffled(Collection<Trouble> kinds, Random random) {
    List<Trouble> shuffled = new ArrayList<>(kinds);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }
}
