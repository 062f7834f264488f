package recobeat.message;

import java.util.List;

/**
 * Tells the fallback verticle what an answer of the service taught, once the near cache has it.
 *
 * @param rows of tracks: details or features
 */
public record Learned(List<Row> rows) {}
