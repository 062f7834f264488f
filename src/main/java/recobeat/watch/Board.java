package recobeat.watch;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import recobeat.message.Measure;
import recobeat.message.Recent;
import recobeat.message.Survey;
import recobeat.message.WorkflowReport;
import recobeat.metrics.Counters;
import recobeat.metrics.MissingId;
import recobeat.metrics.Readings.Reading;
import recobeat.metrics.Totals;

/** All that an operator sees at a glance. Decides what is told; who owns it asks and sends. */
final class Board {

  private static final int MISSING_MAX = 10;

  private final String addresses;
  private final Counters counters;
  private final History history;
  private List<Recent.Workflow> workflows = List.of();
  private @Nullable Reading reading;

  /** Of the engine whose addresses begin so. */
  Board(String addresses, Counters counters, long nowMs) {
    this.addresses = addresses;
    this.counters = counters;
    this.history = new History(Totals.none(), nowMs);
  }

  /**
   * Others were asked how they stand.
   *
   * @return the event to be told: everything but the history, and of that the newest point if there
   *     is one
   */
  JsonObject onTime(Reading now, List<Recent.Workflow> recent, long nowMs, long epochMillis) {
    reading = now;
    workflows = recent;
    Point point = history.onTime(counters.totals(), now, nowMs, epochMillis);
    return overview(nowMs, epochMillis).put("point", point == null ? null : point.toJson());
  }

  /** Everything with the history. */
  JsonObject whole(long nowMs, long epochMillis) {
    return overview(nowMs, epochMillis)
        .put("addresses", addresses)
        .put("stepSeconds", History.STEP_MS / 1000)
        .put("history", history.toJson());
  }

  private JsonObject overview(long nowMs, long epochMillis) {
    Totals hour = history.hour(counters.totals());
    JsonArray recent = new JsonArray();
    double callMs = hour.latencyMs(0.5);
    workflows.forEach(workflow -> recent.add(workflow(workflow, callMs)));
    return new JsonObject()
        .put("at", epochMillis)
        .put("spanSeconds", history.hourMs(nowMs) / 1000)
        .put("figures", Figures.of(hour, workflows))
        .put("counts", Figures.counts(hour))
        .put("now", reading == null ? null : now(reading))
        .put("workflows", recent)
        .put("missing", new JsonObject()
            .put("tracks", ids(counters.missingTracks(MISSING_MAX)))
            .put("artists", ids(counters.missingArtists(MISSING_MAX))));
  }

  private static JsonObject workflow(Recent.Workflow workflow, double callMs) {
    WorkflowReport report = workflow.report();
    return report.toJson()
        .put("missing", workflow.missing())
        .put("naiveMs", Point.number(report.asked() * callMs))
        .put("running", workflow.waiting() > 0)
        .put("idleMs", workflow.idleMs());
  }

  private static JsonObject redis(Reading reading) {
    Measure.Reply full = reading.redis();
    JsonObject json = new JsonObject().put("up", reading.isRedisUp());
    return full == null ? json : json
        .put("memoryBytes", full.memoryBytes())
        .put("memoryBytesMax", full.memoryBytesMax())
        .put("keys", full.keys());
  }

  private static JsonArray ids(List<MissingId> ids) {
    JsonArray json = new JsonArray();
    ids.forEach(each -> json.add(new JsonObject().put("id", each.id()).put("asks", each.asks())));
    return json;
  }

  private static JsonObject now(Reading reading) {
    Survey.Reply dispatch = reading.dispatch();
    return new JsonObject()
        .put("ratePerSecond", Point.number(dispatch.ratePerSecond()))
        .put("pausedMs", dispatch.pausedMs())
        .put("concurrency", dispatch.concurrency())
        .put("calls", dispatch.calls())
        .put("flights", dispatch.flights())
        .put("queued", dispatch.queued())
        .put("requests", dispatch.requests())
        .put("breaker", reading.breaker().told())
        .put("near", new JsonObject()
            .put("entries", reading.nearEntries())
            .put("bytes", reading.nearBytes()))
        .put("redis", redis(reading));
  }
}
