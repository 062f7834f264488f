/** What is counted and measured, under which names. */
@NullMarked
package recobeat.metrics;

import org.jspecify.annotations.NullMarked;
