package recobeat.message;

import java.util.Map;

/**
 * Tells the fallback verticle what a caller says of tracks that are being asked for, so that more
 * can be learned when they come.
 *
 * @param hints by id in canonical spelling
 */
public record Hinted(Map<String, Hints> hints) {}
