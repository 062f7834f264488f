/**
 * A stand-in for the ReccoBeats API: a real HTTP server with the service's rules, its limits and
 * its bad days, over a catalogue that is generated from a seed.
 */
@NullMarked
package recobeat.sim;

import org.jspecify.annotations.NullMarked;
