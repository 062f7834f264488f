package recobeat.sim;

import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides what happens to each call, by chance in the order of arrival or as a test scripted it.
 * Scripting is safe from any thread, deciding belongs to the server's event loop.
 */
final class Weather {

  /** What happens to one call, and after how many milliseconds. */
  record Fate(Fault fault, long delayMillis) {}

  private final Profile profile;
  private final Faults faults;
  private final double scale;
  private final RandomGenerator random;
  private final RandomGenerator chance;
  private final Queue<Fault> script = new ConcurrentLinkedQueue<>();
  private volatile Spell spell = new Spell(0, List.of());

  /** While it lasts this share of calls meets one of these, each as often. */
  private record Spell(double share, List<Fault> faults) {}

  Weather(SimOptions options) {
    this.profile = options.profile();
    this.faults = options.faults().in(profile);
    this.scale = options.scale();
    this.random = new SplittableRandom(Mix.of(options.seed(), "weather"));
    this.chance = new SplittableRandom(Mix.of(options.seed(), "spell"));
  }

  void script(Fault... next) {
    Collections.addAll(script, next);
  }

  void spell(double share, Fault... some) {
    spell = new Spell(some.length == 0 ? 0 : share, List.of(some));
  }

  Fate next() {
    Fault usual = faults.at(random.nextDouble());
    Spell now = spell;
    // Drawn from a source of its own, so that a spell leaves the days of a seed as they are.
    Fault drawn = now.share > 0 && chance.nextDouble() < now.share
        ? now.faults.get(chance.nextInt(now.faults.size()))
        : usual;
    double seconds = profile.seconds(random.nextDouble(), random.nextGaussian());
    @Nullable Fault scripted = script.poll();
    if (scripted instanceof Fault.Delay delay) {
      return new Fate(delay, scaled(delay.time().toMillis()));
    }
    return new Fate(scripted == null ? drawn : scripted, scaled(seconds * 1000));
  }

  private long scaled(double millis) {
    return Math.round(millis / scale);
  }
}
