package recobeat.message;

import java.util.Set;

/**
 * Tells the cache verticle what RecoBeat lacks no more; answered once Redis has it. It fails if
 * Redis does not take it.
 *
 * @param featured all names of tracks that have features by now
 * @param found all names of tracks that it has by now, of which features may be missing still
 */
public record ForgetMissing(Set<String> featured, Set<String> found) {

  /** Copies. */
  public ForgetMissing {
    featured = Set.copyOf(featured);
    found = Set.copyOf(found);
  }

  /** Whether it says nothing. */
  public boolean isEmpty() {
    return featured.isEmpty() && found.isEmpty();
  }
}
