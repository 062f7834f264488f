package recobeat.message;

import java.util.List;
import org.jspecify.annotations.Nullable;
import recobeat.model.Entry;
import recobeat.model.Freshness;
import recobeat.model.Key;
import recobeat.model.Source;

/**
 * Asks the cache verticle what near cache and Redis hold; all keys travel in one round trip.
 *
 * @param keys distinct ones
 */
public record Find(List<Key> keys) {

  /** One answer for each key, in their order. */
  public record Reply(List<Found> found) {}

  /**
   * What is held.
   *
   * @param canonical the key that the value is kept under, as far as the registry knows
   * @param entry null if there is none, or none of use; an expired absence is kept here, so that
   *     its confirmations are not forgotten
   * @param freshness how fresh it is; expired if there is none
   * @param source near or Redis
   */
  public record Found(
      Key canonical, @Nullable Entry entry, Freshness freshness, Source source) {}
}
