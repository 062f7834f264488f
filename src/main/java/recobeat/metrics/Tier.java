package recobeat.metrics;

/** Where an id is looked for. */
enum Tier {
  /** The memory of this process, without a message. */
  NEAR,
  /** What the near cache did not answer: Redis, by way of the cache verticle. */
  REDIS
}
