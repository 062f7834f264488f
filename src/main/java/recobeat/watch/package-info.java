/** Who watches the others: figures, their history, and how they compare with the plan's. */
@NullMarked
package recobeat.watch;

import org.jspecify.annotations.NullMarked;
