package recobeat.message;

import java.util.List;
import recobeat.model.Source;

/** Asks the fallback verticle how good its guesses turned out to be. */
public record Appraise() {

  /** Of each source and feature of which the truth has come for a guess. */
  public record Reply(List<Accuracy> accuracies) {}

  /**
   * How far guesses of a feature were off.
   *
   * @param source estimated or default
   * @param feature its name at the service
   * @param count guesses of which the truth is known by now
   * @param mean absolute error, in the feature's unit; of a mode the share that was wrong
   */
  public record Accuracy(Source source, String feature, long count, double mean) {}
}
