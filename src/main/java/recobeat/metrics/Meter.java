package recobeat.metrics;

import java.util.List;

/** Every meter, by Micrometer's conventions: the registry adds what its system wants. */
enum Meter {
  CACHE_REQUESTS("recobeat.cache.requests", Shape.COUNTER, "",
      "Ids and queries looked for, and what each tier said of them", "kind", "tier", "result"),
  ANSWERS_MISSING("recobeat.answers.missing", Shape.COUNTER, "",
      "Answers that RecoBeat does not have it", "kind"),
  ANSWERS_FAILED("recobeat.answers.failed", Shape.COUNTER, "",
      "Answers that it could not be told", "kind"),
  CALLS_SAVED("recobeat.calls.saved", Shape.COUNTER, "",
      "Calls that were not made, against one for each id or query asked for", "by"),
  UPSTREAM_CALLS("recobeat.upstream.calls", Shape.COUNTER, "",
      "Calls made to RecoBeat, counted at their end", "endpoint", "outcome"),
  UPSTREAM_LATENCY("recobeat.upstream.latency", Shape.TIMER, "seconds",
      "How long those took", "endpoint"),
  BATCH_SIZE("recobeat.batch.size", Shape.SUMMARY, "ids",
      "Ids in a call for many", "endpoint"),
  RETRIES("recobeat.retries", Shape.COUNTER, "",
      "Ids and queries that were put into a further call"),
  RETRIES_REFUSED("recobeat.retries.refused", Shape.COUNTER, "",
      "Broken calls that were not made again, as too many were already"),
  ROWS_DROPPED("recobeat.rows.dropped", Shape.COUNTER, "",
      "Rows that matched nothing asked"),
  MAPPINGS_CONTRADICTED("recobeat.mappings.contradicted", Shape.COUNTER, "",
      "Mappings that contradicted a stored one"),
  REQUESTS_OVERLOADED("recobeat.requests.overloaded", Shape.COUNTER, "",
      "Requests refused because too much was waiting"),
  ESTIMATES_MANUAL("recobeat.estimates.manual", Shape.COUNTER, "",
      "Features that an admin set, where RecoBeat has none"),
  ESTIMATES_KIN("recobeat.estimates.kin", Shape.COUNTER, "",
      "Features guessed from like tracks"),
  ESTIMATES_DEFAULT("recobeat.estimates.default", Shape.COUNTER, "",
      "Features guessed from genres, or from nothing"),
  ESTIMATES_RECOMMENDATIONS("recobeat.estimates.recommendations", Shape.COUNTER, "",
      "Recommendations made from near tracks, or by the application's own source"),
  ESTIMATES_LEARNED("recobeat.estimates.learned", Shape.COUNTER, "",
      "Tracks learned from, that others may be guessed"),
  ESTIMATES_ERROR("recobeat.estimates.error", Shape.SUMMARY, "",
      "How far guesses were off once the truth came, in spreads of a subgenre's tracks",
      "feature", "source"),
  FLIGHTS("recobeat.flights", Shape.GAUGE, "", "Ids and queries under way"),
  QUEUE_REQUESTS("recobeat.queue.requests", Shape.GAUGE, "", "Requests that wait for them"),
  QUEUE_IDS("recobeat.queue.ids", Shape.GAUGE, "", "Of the ids, those that wait for a call"),
  GATE_RATE("recobeat.gate.rate", Shape.GAUGE, "", "Calls a second that may leave"),
  GATE_PAUSE("recobeat.gate.pause", Shape.GAUGE, "seconds",
      "How long none leaves, as RecoBeat said so"),
  GATE_CONCURRENCY("recobeat.gate.concurrency", Shape.GAUGE, "",
      "Calls that may be under way at once"),
  GATE_CALLS("recobeat.gate.calls", Shape.GAUGE, "", "Calls under way"),
  BREAKER_STATE("recobeat.breaker.state", Shape.GAUGE, "",
      "1 for the circuit breaker's state, 0 for the others", "state"),
  BREAKER_OPENED("recobeat.breaker.opened", Shape.COUNTER, "",
      "How often the circuit breaker opened"),
  NEAR_ENTRIES("recobeat.near.entries", Shape.GAUGE, "", "Entries in the near cache"),
  NEAR_MEMORY("recobeat.near.memory", Shape.GAUGE, "bytes", "What they take, about"),
  REDIS_UP("recobeat.redis.up", Shape.GAUGE, "", "1 while Redis answers"),
  REDIS_KEYS("recobeat.redis.keys", Shape.GAUGE, "", "Keys of its database"),
  REDIS_MEMORY("recobeat.redis.memory", Shape.GAUGE, "bytes", "What it takes"),
  REDIS_MEMORY_MAX("recobeat.redis.memory.max", Shape.GAUGE, "bytes",
      "What it may take; 0 without a bound"),
  REDIS_LATENCY("recobeat.redis.latency", Shape.TIMER, "seconds",
      "How long a round trip took, also one that failed", "operation"),
  REDIS_LOOKUPS_LOST("recobeat.redis.lookups.lost", Shape.COUNTER, "",
      "Look-ups of whole batches that Redis did not answer in time, or failed"),
  REDIS_WRITES_MISSED("recobeat.redis.writes.missed", Shape.COUNTER, "",
      "Writes that Redis did not take, and that were kept for it"),
  REDIS_WRITES_REPLAYED("recobeat.redis.writes.replayed", Shape.COUNTER, "",
      "Of these, those that it took later"),
  REDIS_WRITES_LOST("recobeat.redis.writes.lost", Shape.COUNTER, "",
      "Of these, those given up"),
  WORKFLOW_CALLS("recobeat.workflow.calls", Shape.SUMMARY, "",
      "Calls charged to a workflow, told when its account is closed"),
  WORKFLOW_DURATION("recobeat.workflow.duration", Shape.TIMER, "seconds",
      "From its first question to its last answer"),
  WORKFLOW_MISSING("recobeat.workflow.missing", Shape.SUMMARY, "",
      "Of its answers, those that RecoBeat does not have it");

  /** What is done with a meter. */
  enum Shape { COUNTER, GAUGE, TIMER, SUMMARY }

  private final String id;
  private final Shape shape;
  private final String unit;
  private final String description;
  private final List<String> labels;

  Meter(String id, Shape shape, String unit, String description, String... labels) {
    this.id = id;
    this.shape = shape;
    this.unit = unit;
    this.description = description;
    this.labels = List.of(labels);
  }

  /** Its name, in lower case with dots. */
  String id() {
    return id;
  }

  Shape shape() {
    return shape;
  }

  /** Its base unit, or an empty text. */
  String unit() {
    return unit;
  }

  /** What it tells. */
  String description() {
    return description;
  }

  /** The keys of its labels, whose values are few and never ids. */
  List<String> labels() {
    return labels;
  }
}
