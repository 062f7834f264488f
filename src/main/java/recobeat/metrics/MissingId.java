package recobeat.metrics;

/**
 * An id that RecoBeat does not have.
 *
 * @param asks how often it was asked for
 */
public record MissingId(String id, long asks) {}
