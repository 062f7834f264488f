/** The names of what is counted. */
@NullMarked
package recobeat.metrics;

import org.jspecify.annotations.NullMarked;
