package recobeat.message;

import java.util.List;

/**
 * Tells whoever learns from them what rows the service answered, once the near cache has them.
 *
 * @param rows of tracks: details or features
 */
public record Learned(List<Row> rows) {}
