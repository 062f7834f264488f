package recobeat.missing;

import java.util.LinkedHashSet;
import java.util.Set;
import recobeat.message.ForgetMissing;
import recobeat.message.Learned;
import recobeat.message.Row;

/**
 * Names of tracks that RecoBeat told of, until they are taken; bounded, the first go. Of one event
 * loop.
 */
final class Arrivals {

  /** Names in each set; a track has up to three. */
  static final int NAMES_MAX = 60_000;

  private Set<String> featured = new LinkedHashSet<>();
  private Set<String> found = new LinkedHashSet<>();

  /** Rows came. */
  void add(Learned learned) {
    for (Row row : learned.rows()) {
      Set<String> names = row.features() ? featured : found;
      add(names, row.recobeat());
      if (row.spotify() != null) {
        add(names, row.spotify());
      }
      if (row.isrc() != null) {
        add(names, row.isrc());
      }
    }
  }

  /** What was taken could not be told on. */
  void add(ForgetMissing untold) {
    untold.featured().forEach(name -> add(featured, name));
    untold.found().forEach(name -> add(found, name));
  }

  private static void add(Set<String> names, String name) {
    if (names.add(name) && names.size() > NAMES_MAX) {
      names.remove(names.iterator().next());
    }
  }

  /** Hands over the names, and starts anew. */
  ForgetMissing take() {
    ForgetMissing taken = new ForgetMissing(featured, found);
    featured = new LinkedHashSet<>();
    found = new LinkedHashSet<>();
    return taken;
  }
}
