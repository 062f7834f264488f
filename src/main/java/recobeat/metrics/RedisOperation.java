package recobeat.metrics;

/** What a round trip to Redis is for. */
public enum RedisOperation { FIND, WRITE }
