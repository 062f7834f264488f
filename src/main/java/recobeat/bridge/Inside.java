package recobeat.bridge;

import java.util.function.Supplier;
import recobeat.metrics.Counters;
import recobeat.model.Lifetimes;
import recobeat.near.Near;

/**
 * What administration and health look into, beside those that they ask by message.
 *
 * @param breaker the circuit breaker's state
 * @param healthMs how long a check may take
 */
public record Inside(AdminOptions admin, Near near, Lifetimes lifetimes, Counters counters,
    Supplier<String> breaker, long healthMs) {}
