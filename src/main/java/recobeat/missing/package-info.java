/** What was asked for that RecoBeat lacks: kept, found out about, and reported. */
@NullMarked
package recobeat.missing;

import org.jspecify.annotations.NullMarked;
