package recobeat;

import java.util.Map;
import recobeat.ask.AskOptions;
import recobeat.bridge.AdminOptions;
import recobeat.bridge.HttpOptions;
import recobeat.cache.RedisOptions;
import recobeat.dispatch.BatchOptions;
import recobeat.dispatch.BreakerOptions;
import recobeat.dispatch.GateOptions;
import recobeat.dispatch.QueueOptions;
import recobeat.dispatch.RetryOptions;
import recobeat.dispatch.WorkflowOptions;
import recobeat.fallback.FallbackOptions;
import recobeat.fetch.UpstreamOptions;
import recobeat.missing.MissingOptions;
import recobeat.model.LifeOptions;
import recobeat.near.NearOptions;
import recobeat.options.Options;

/**
 * Every option of the engine. An option's key is the way to it: {@code gate.ratePerSecond}.
 *
 * @param addressPrefix what the bus addresses begin with; each engine of a Vert.x needs its own
 */
public record RecoBeatOptions(
    String addressPrefix,
    UpstreamOptions upstream,
    GateOptions gate,
    BatchOptions batch,
    RetryOptions retry,
    BreakerOptions breaker,
    QueueOptions queue,
    AskOptions ask,
    NearOptions near,
    RedisOptions redis,
    LifeOptions life,
    FallbackOptions fallback,
    WorkflowOptions workflow,
    MissingOptions missing,
    HttpOptions http,
    AdminOptions admin) {

  /** Checks the ranges. */
  public RecoBeatOptions {
    if (addressPrefix.isBlank()) {
      throw new IllegalArgumentException("addressPrefix must not be empty");
    }
  }

  /** What {@code conf/recobeat.yaml} shows. */
  public static RecoBeatOptions defaults() {
    return new RecoBeatOptions(
        "recobeat.v1",
        UpstreamOptions.defaults(),
        GateOptions.defaults(),
        BatchOptions.defaults(),
        RetryOptions.defaults(),
        BreakerOptions.defaults(),
        QueueOptions.defaults(),
        AskOptions.defaults(),
        NearOptions.defaults(),
        RedisOptions.defaults(),
        LifeOptions.defaults(),
        FallbackOptions.defaults(),
        WorkflowOptions.defaults(),
        MissingOptions.defaults(),
        HttpOptions.defaults(),
        AdminOptions.defaults());
  }

  /**
   * The same options but for one, named by its key; fails with {@link recobeat.options.BadOption}.
   *
   * @param value as in {@code conf/recobeat.yaml}: {@code 2.5}, {@code 90s}, {@code 64MiB}
   */
  public RecoBeatOptions with(String key, String value) {
    return Options.with(this, key, value);
  }

  /** The same options but for some, which are checked together, as those of TLS must be. */
  public RecoBeatOptions with(Map<String, String> changes) {
    return Options.with(this, changes);
  }
}
