package recobeat.missing;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import recobeat.message.KeepMissing.Asked;

/**
 * What a workflow asked for, as it is added to: its sets grow and are not copied, unless somebody
 * else was given them. Of one event loop.
 */
final class Wanted {

  private final String workflow;
  private Set<String> ids = new HashSet<>();
  private Set<String> missing = new HashSet<>();
  private long lastAt;

  /** Who was given it may read it on another thread: it is not to be changed any more. */
  private @Nullable Asked given;

  Wanted(String workflow, long firstAt) {
    this.workflow = workflow;
    this.lastAt = firstAt;
  }

  /** It asked for a track. */
  void ask(String id) {
    change();
    ids.add(id);
  }

  /** It was told that a track is missing. */
  void miss(String id) {
    change();
    missing.add(id);
  }

  void add(Asked more) {
    change();
    ids.addAll(more.ids());
    missing.addAll(more.missing());
    askedAt(more.lastAt());
  }

  void askedAt(long millis) {
    change();
    lastAt = Math.max(lastAt, millis);
  }

  private void change() {
    if (given != null) {
      ids = new HashSet<>(ids);
      missing = new HashSet<>(missing);
      given = null;
    }
  }

  /** The same each time, until it is added to. */
  Asked asked() {
    if (given == null) {
      given = new Asked(workflow, ids, missing, lastAt);
    }
    return given;
  }

  /** Whether nothing was added since it was given away as this. */
  boolean isStill(Asked asked) {
    return given == asked;
  }

  String workflow() {
    return workflow;
  }

  int ids() {
    return ids.size();
  }

  int missing() {
    return missing.size();
  }

  long lastAt() {
    return lastAt;
  }
}
