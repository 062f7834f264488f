/** Time as a thing that is handed in. */
@NullMarked
package recobeat.time;

import org.jspecify.annotations.NullMarked;
