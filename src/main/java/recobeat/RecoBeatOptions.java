package recobeat;

import recobeat.ask.AskOptions;
import recobeat.cache.RedisOptions;
import recobeat.dispatch.BatchOptions;
import recobeat.dispatch.GateOptions;
import recobeat.dispatch.QueueOptions;
import recobeat.dispatch.RetryOptions;
import recobeat.dispatch.WorkflowOptions;
import recobeat.fetch.BreakerOptions;
import recobeat.fetch.UpstreamOptions;
import recobeat.model.LifeOptions;
import recobeat.near.NearOptions;

/**
 * Every option of the engine. An option's key is the way to it: {@code gate.ratePerSecond}.
 *
 * @param addressPrefix what the bus addresses begin with; differs for each engine of a Vert.x
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
    WorkflowOptions workflow,
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
        WorkflowOptions.defaults(),
        HttpOptions.defaults(),
        AdminOptions.defaults());
  }
}
