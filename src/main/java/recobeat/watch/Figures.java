package recobeat.watch;

import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import recobeat.message.Noun;
import recobeat.message.Recent;
import recobeat.metrics.CallOutcome;
import recobeat.metrics.Counter;
import recobeat.metrics.Saving;
import recobeat.metrics.Totals;

/** The figures by which the engine is judged, each beside what was asked of it. */
final class Figures {

  private static final double FEATURES_HIT_RATE = 0.7;
  private static final double IDS_HIT_RATE = 0.8;
  private static final double WORKFLOW_CALLS = 20;
  private static final double WORKFLOW_SECONDS = 150;

  private Figures() {}

  /**
   * As JSON: {@code value} is null while there is nothing to tell, and {@code met} with it.
   *
   * @param hour what was counted in it
   * @param workflows the latest ones, of which the middle one counts
   */
  static JsonObject of(Totals hour, List<Recent.Workflow> workflows) {
    return new JsonObject()
        .put("hitRateFeatures", atLeast(FEATURES_HIT_RATE, featuresHitRate(hour)))
        .put("hitRateIds", atLeast(IDS_HIT_RATE, idsHitRate(hour)))
        .put("hitRate", value(hitRate(hour)))
        .put("callsPerWorkflow", below(WORKFLOW_CALLS,
            middle(workflows, workflow -> workflow.report().calls())))
        .put("secondsPerWorkflow", below(WORKFLOW_SECONDS,
            middle(workflows, workflow -> workflow.report().durationMs() / 1000.0)))
        .put("latencyP50Ms", value(hour.latencyMs(0.5)))
        .put("latencyP95Ms", value(hour.latencyMs(0.95)))
        .put("latencyP99Ms", value(hour.latencyMs(0.99)))
        .put("missingFeatures", value(share(
            hour.missing(Noun.AUDIO_FEATURES), hour.asked(Noun.AUDIO_FEATURES))))
        .put("guessed", value(share(guesses(hour), hour.asked(Noun.AUDIO_FEATURES))))
        .put("defaults", value(share(hour.of(Counter.DEFAULTED), guesses(hour))))
        .put("failed", atMost(failedCalls(hour), share(sum(hour::failed), sum(hour::asked))));
  }

  /** What these figures were made of. */
  static JsonObject counts(Totals hour) {
    JsonObject saved = new JsonObject();
    for (Saving saving : Saving.values()) {
      saved.put(told(saving), hour.saved(saving));
    }
    JsonObject outcomes = new JsonObject();
    for (CallOutcome outcome : CallOutcome.values()) {
      outcomes.put(told(outcome), hour.calls(outcome));
    }
    JsonObject kinds = new JsonObject();
    for (Noun noun : Noun.values()) {
      kinds.put(noun.toString(), new JsonObject()
          .put("asked", hour.asked(noun))
          .put("hits", hour.hits(noun))
          .put("missing", hour.missing(noun))
          .put("failed", hour.failed(noun)));
    }
    return new JsonObject()
        .put("asked", (long) sum(hour::asked))
        .put("hits", (long) sum(hour::hits))
        .put("calls", hour.calls())
        .put("guesses", (long) guesses(hour))
        .put("outcomes", outcomes)
        .put("saved", saved)
        .put("kinds", kinds);
  }

  private static double guesses(Totals hour) {
    return hour.of(Counter.ESTIMATED) + hour.of(Counter.DEFAULTED);
  }

  static double featuresHitRate(Totals totals) {
    return share(totals.hits(Noun.AUDIO_FEATURES), totals.asked(Noun.AUDIO_FEATURES));
  }

  static double idsHitRate(Totals totals) {
    return share(totals.hits(Noun.IDS), totals.asked(Noun.IDS));
  }

  static double hitRate(Totals totals) {
    return share(sum(totals::hits), sum(totals::asked));
  }

  /** What asked RecoBeat itself met: each call that it refuses or breaks is an error there. */
  private static double failedCalls(Totals totals) {
    long failed = totals.calls(CallOutcome.BROKEN) + totals.calls(CallOutcome.THROTTLED);
    return failed == 0 ? 0 : share(failed, totals.calls());
  }

  private static double share(double part, double all) {
    return all == 0 ? Double.NaN : part / all;
  }

  private static double sum(ToDoubleFunction<Noun> what) {
    return Arrays.stream(Noun.values()).mapToDouble(what).sum();
  }

  private static double middle(
      List<Recent.Workflow> workflows, ToDoubleFunction<Recent.Workflow> what) {
    // One that still runs has not cost yet what it will.
    boolean allRun = workflows.stream().allMatch(each -> each.waiting() > 0);
    double[] sorted = workflows.stream().filter(each -> allRun || each.waiting() == 0)
        .mapToDouble(what).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }

  private static JsonObject value(double value) {
    return new JsonObject().put("value", Point.number(value));
  }

  private static JsonObject atLeast(double bound, double value) {
    return value(value).put("atLeast", bound)
        .put("met", Double.isNaN(value) ? null : value >= bound);
  }

  private static JsonObject atMost(double bound, double value) {
    return value(value).put("atMost", bound)
        .put("met", Double.isNaN(value) ? null : value <= bound);
  }

  private static JsonObject below(double bound, double value) {
    return value(value).put("below", bound)
        .put("met", Double.isNaN(value) ? null : value < bound);
  }

  static String told(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
