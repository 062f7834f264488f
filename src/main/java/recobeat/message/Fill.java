package recobeat.message;

import java.util.List;
import org.jspecify.annotations.Nullable;
import recobeat.model.Guess;
import recobeat.model.Json;
import recobeat.model.Source;

/**
 * Asks the fallback verticle to guess audio features where there is no fact.
 *
 * @param accept the worst guess taken
 * @param limitMs when to answer at the latest, with what there is then
 */
public record Fill(List<Gap> gaps, Accept accept, long limitMs) {

  /**
   * A track without features.
   *
   * @param id in canonical spelling
   * @param hints what the caller says of it
   */
  public record Gap(String id, Hints hints) {}

  /** One for each gap, in their order; null where no guess is good enough. */
  public record Reply(List<@Nullable Filling> fillings) {}

  /**
   * A guess.
   *
   * @param source manual, estimated or default
   * @param value features, in the units and under the names of the service
   */
  public record Filling(Source source, Json value, Guess guess) {}
}
