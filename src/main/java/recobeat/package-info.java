/** The engine: {@link recobeat.RecoBeat} starts it and is its typed face. */
@NullMarked
package recobeat;

import org.jspecify.annotations.NullMarked;
