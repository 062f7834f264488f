package recobeat.fallback;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import recobeat.model.Source;

/**
 * Sorts tracks by how near they are to what is wanted. A feature that is only guessed counts less,
 * one that is not known counts nothing, and a bound that cannot be judged lets a track pass, marked
 * so. Tracks that score the same stay in the order given.
 */
final class Rank {

  /** A guess beyond a bound by so many expected errors is believed to be beyond it. */
  private static final double SURE = 1;

  /**
   * A track and what is known of it.
   *
   * @param errors expected, in the order of {@link Feature}; 0 where the feature is a fact
   * @param confidence 0 to 1 in what is guessed
   * @param mayFail whether a bound may refuse it: not where its genre at most is known
   */
  record Candidate(
      String id, Features features, double[] errors, double confidence, boolean mayFail) {

    private static final double[] NONE = new double[Feature.COUNT];

    /** With features as the service gave them; not all need be there. */
    static Candidate known(String id, Features features) {
      return new Candidate(id, features, NONE, 1, true);
    }

    static Candidate guessed(String id, Estimate estimate) {
      return new Candidate(id, estimate.features(), estimate.errors(), estimate.confidence(),
          estimate.source() != Source.DEFAULT);
    }
  }

  /**
   * What is wanted of a feature.
   *
   * @param tolerance so far from it a track scores nothing; above 0
   * @param weight beside other targets; above 0
   */
  record Target(Feature feature, double value, double tolerance, double weight) {

    /** Checks the ranges. */
    Target {
      if (!Double.isFinite(value) || !(tolerance > 0) || !(weight > 0)
          || !Double.isFinite(weight)) {
        throw new IllegalArgumentException(
            feature.text() + ": tolerance and weight must be above 0, all numbers finite");
      }
    }
  }

  /** What a feature must be, both ends included. */
  record Bound(Feature feature, double least, double most) {

    /** Checks the range. */
    Bound {
      if (!(least <= most)) {
        throw new IllegalArgumentException(feature.text() + ": min must not be above max");
      }
    }
  }

  /**
   * A track that passed.
   *
   * @param score 0 to 1; 0 if nothing is known of what is wanted
   * @param unjudged the features whose bounds it passed because they are unknown, or guessed too
   *     near a bound to tell
   */
  record Ranked(String id, double score, List<Feature> unjudged) {}

  /**
   * What became of all tracks.
   *
   * @param passed the best first
   * @param refused ids of those that a bound refused, in the order given
   */
  record Ranking(List<Ranked> passed, List<String> refused) {}

  private final List<Target> targets;
  private final List<Bound> bounds;
  private final double weight;

  /** Without targets all score 0 and the order stays. */
  Rank(List<Target> targets, List<Bound> bounds) {
    // As shares of the heaviest, as sums of huge ones are none.
    double heaviest = targets.stream().mapToDouble(Target::weight).max().orElse(1);
    this.targets = targets.stream()
        .map(target -> new Target(target.feature(), target.value(), target.tolerance(),
            Math.max(Double.MIN_VALUE, target.weight() / heaviest))).toList();
    this.bounds = List.copyOf(bounds);
    this.weight = this.targets.stream().mapToDouble(Target::weight).sum();
  }

  Ranking of(List<Candidate> candidates) {
    List<Ranked> passed = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (Candidate candidate : candidates) {
      List<Feature> unjudged = new ArrayList<>();
      if (passes(candidate, unjudged)) {
        passed.add(new Ranked(candidate.id(), score(candidate), List.copyOf(unjudged)));
      } else {
        refused.add(candidate.id());
      }
    }
    passed.sort(Comparator.comparingDouble(Ranked::score).reversed());
    return new Ranking(List.copyOf(passed), List.copyOf(refused));
  }

  private double score(Candidate candidate) {
    double sum = 0;
    for (Target target : targets) {
      Feature feature = target.feature();
      if (candidate.features().has(feature)) {
        double apart = feature.distance(candidate.features().get(feature), target.value());
        double near = Math.max(0, 1 - apart / target.tolerance());
        boolean fact = candidate.errors()[feature.ordinal()] == 0;
        sum += target.weight() * near * (fact ? 1 : candidate.confidence());
      }
    }
    return targets.isEmpty() ? 0 : sum / weight;
  }

  private boolean passes(Candidate candidate, List<Feature> unjudged) {
    for (Bound bound : bounds) {
      Feature feature = bound.feature();
      double value = candidate.features().get(feature);
      double error = candidate.errors()[feature.ordinal()];
      double beyond = Math.max(bound.least() - value, value - bound.most());
      if (!candidate.features().has(feature) || !candidate.mayFail()
          || feature.isName() && error > 0) {
        unjudged.add(feature);
      } else if (beyond > SURE * error) {
        return false;
      } else if (error > 0 && beyond > -SURE * error) {
        unjudged.add(feature);
      }
    }
    return true;
  }
}
