/** The one way in: the near cache first, then the bus. */
@NullMarked
package recobeat.ask;

import org.jspecify.annotations.NullMarked;
