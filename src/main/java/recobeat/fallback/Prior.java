package recobeat.fallback;

/**
 * What is expected of a track of which only the genre is known.
 *
 * @param label of the basis: {@code "subgenre trap"}; {@code "all tracks"} if not even that
 * @param means of the quantities; not to be changed, as all arrays here
 * @param deviations standard deviations of the quantities
 * @param coarseness of each quantity, 0 to 1: the share of the variance that a subgenre would
 *     explain; tracks of one artist have it in common
 * @param keyShare how common the key is
 * @param modeShare how common the mode is
 */
record Prior(
    String label, double[] means, double[] deviations, double[] coarseness,
    int key, double keyShare, int mode, double modeShare) {}
