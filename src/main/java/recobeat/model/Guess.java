package recobeat.model;

/**
 * How much a value is to be believed that RecoBeat did not say.
 *
 * @param confidence 0 to 1: the share of what tracks differ in that is taken to be known
 * @param basis what it was made from, in words: {@code "artist: 12 tracks + subgenre trap"}
 */
public record Guess(double confidence, String basis) {}
