package recobeat.fallback;

import java.util.ArrayList;
import java.util.List;
import recobeat.message.Appraise;
import recobeat.metrics.Counters;
import recobeat.model.Source;

/** How far guesses of one source were off, of which the truth is known by now. */
final class Errors {

  private final Source source;
  private final Counters counters;
  private final long[] counts = new long[Feature.COUNT];
  private final double[] sums = new double[Feature.COUNT];

  Errors(Source source, Counters counters) {
    this.source = source;
    this.counters = counters;
  }

  /** A guess and the truth; what the service does not say counts nothing. */
  void add(Features guess, Features truth) {
    for (int i = 0; i < counts.length; i++) {
      Feature feature = Feature.at(i);
      if (guess.has(feature) && truth.has(feature)) {
        double distance = feature.distance(guess.get(i), truth.get(i));
        counts[i]++;
        sums[i] += distance;
        counters.onTruth(feature.text(), source, distance / feature.spread());
      }
    }
  }

  /** Of each feature that was compared. */
  List<Appraise.Accuracy> each() {
    List<Appraise.Accuracy> all = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        all.add(new Appraise.Accuracy(
            source, Feature.at(i).text(), counts[i], sums[i] / counts[i]));
      }
    }
    return all;
  }
}
