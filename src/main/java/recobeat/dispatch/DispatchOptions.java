package recobeat.dispatch;

/**
 * All that the dispatcher is configured by.
 *
 * @param callMs a call that nobody reported on after so many milliseconds is given up
 * @param lookMs a look-up in Redis likewise: the engine goes on without it
 */
public record DispatchOptions(
    GateOptions gate,
    BatchOptions batch,
    RetryOptions retry,
    BreakerOptions breaker,
    QueueOptions queue,
    WorkflowOptions workflow,
    long callMs,
    long lookMs) {}
