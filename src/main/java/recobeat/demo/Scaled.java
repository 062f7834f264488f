package recobeat.demo;

import recobeat.RecoBeatOptions;
import recobeat.ask.AskOptions;
import recobeat.cache.RedisOptions;
import recobeat.dispatch.BatchOptions;
import recobeat.dispatch.BreakerOptions;
import recobeat.dispatch.GateOptions;
import recobeat.dispatch.RetryOptions;
import recobeat.fetch.UpstreamOptions;

/**
 * The engine's options in scaled time: all its waits for the service are shortened, its rate is
 * raised. What waits for this machine only (connecting, Redis) stays as it is.
 */
final class Scaled {

  private final Scale scale;

  Scaled(Scale scale) {
    this.scale = scale;
  }

  /** With the stand-in as the service and a Redis of its own. */
  RecoBeatOptions options(RecoBeatOptions from, String baseUrl, String redisDir) {
    RedisOptions redis = from.redis();
    return new RecoBeatOptions(
        from.addressPrefix(),
        upstream(from.upstream(), baseUrl),
        gate(from.gate()),
        batch(from.batch()),
        retry(from.retry()),
        breaker(from.breaker()),
        from.queue(),
        new AskOptions(scale.of(from.ask().waitDefault()), from.ask().idsMax()),
        from.near(),
        new RedisOptions(
            RedisOptions.EMBEDDED, "", redisDir, redis.memoryBytesMax(), redis.timeout(),
            redis.missedMax(), redis.missedBytesMax()),
        from.life(),
        from.fallback(),
        from.workflow(),
        from.missing(),
        from.http(),
        from.admin());
  }

  private UpstreamOptions upstream(UpstreamOptions from, String baseUrl) {
    return new UpstreamOptions(
        baseUrl,
        from.userAgent(),
        scale.of(from.timeout()),
        from.connectTimeout(),
        from.fetchers(),
        from.bodyBytesMax(),
        // As it would be told of nearly each call of a bad day.
        from.slowAfter());
  }

  private GateOptions gate(GateOptions from) {
    return new GateOptions(
        from.ratePerSecond() * scale.factor(), from.burst(),
        from.rateMax() * scale.factor(), from.concurrency(), from.shared());
  }

  private BreakerOptions breaker(BreakerOptions from) {
    return new BreakerOptions(
        from.failuresMax(),
        from.failureShare(),
        from.callsMin(),
        scale.of(from.window()),
        scale.of(from.resetAfter()),
        scale.of(from.resetAfterMax()),
        from.trials());
  }

  private BatchOptions batch(BatchOptions from) {
    return new BatchOptions(
        from.sizeMax(),
        scale.of(from.window()),
        from.windowShare(),
        scale.of(from.hold()),
        scale.of(from.refreshPatience()));
  }

  private RetryOptions retry(RetryOptions from) {
    return new RetryOptions(
        from.attemptsMax(),
        scale.of(from.backoff()),
        scale.of(from.backoffMax()),
        scale.of(from.retryAfterMax()),
        scale.of(from.outageMax()),
        from.share(),
        (int) (from.reservePerMinute() * scale.factor()));
  }
}
