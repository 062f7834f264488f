package recobeat.bridge;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import recobeat.metrics.Counters;
import recobeat.model.Lifetimes;
import recobeat.near.Near;

/**
 * What administration, health and metrics look into, beside those that they ask by message.
 *
 * @param breaker the circuit breaker's state
 * @param healthMs how long a check may take
 * @param metrics writes all meters for Prometheus; null to show none
 */
public record Inside(AdminOptions admin, Near near, Lifetimes lifetimes, Counters counters,
    Supplier<String> breaker, long healthMs, @Nullable Supplier<String> metrics) {}
