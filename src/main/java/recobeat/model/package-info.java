/** Ids, kinds of data, lifetimes, entries and outcomes: what the engine talks about. */
@NullMarked
package recobeat.model;

import org.jspecify.annotations.NullMarked;
