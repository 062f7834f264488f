package recobeat.model;

import java.util.function.UnaryOperator;

/**
 * The lifetimes in force. They may be changed at any time and from any thread: a life is computed
 * when an entry is read, from the age that is stored with it.
 */
public final class Lifetimes {

  private volatile LifeOptions options;

  public Lifetimes(LifeOptions options) {
    this.options = options;
  }

  /** What is in force now. */
  public LifeOptions options() {
    return options;
  }

  /** Changes all lifetimes, also of what is stored already. */
  public void change(LifeOptions options) {
    change(before -> options);
  }

  /** Changes some of them; what two change at once is both changed. */
  public synchronized LifeOptions change(UnaryOperator<LifeOptions> change) {
    LifeOptions changed = change.apply(options);
    options = changed;
    return changed;
  }

  /** How fresh an entry is at a moment, milliseconds since 1970. */
  public Freshness freshness(Kind kind, Entry entry, long epochMillis) {
    long life = life(kind, entry);
    long age = entry.age(epochMillis);
    return age < life ? Freshness.FRESH : age < 2 * life ? Freshness.STALE : Freshness.EXPIRED;
  }

  /** Milliseconds from now until an entry is asked for anew by who wants it; 0 if it is already. */
  public long believed(Kind kind, Entry entry, long epochMillis) {
    return Math.max(0, life(kind, entry) - entry.age(epochMillis));
  }

  /** Milliseconds from now until an entry is of no use any more; 0 if it is already. */
  public long remaining(Kind kind, Entry entry, long epochMillis) {
    return Math.max(0, 2 * life(kind, entry) - entry.age(epochMillis));
  }

  private long life(Kind kind, Entry entry) {
    LifeOptions now = options;
    long life = now.of(kind).millis(entry);
    return life - (long) (life * now.jitter() * entry.jitter() / 255);
  }
}
