/** What is answered when RecoBeat cannot: estimates, ranking in spite of gaps, near tracks. */
@NullMarked
package recobeat.fallback;

import org.jspecify.annotations.NullMarked;
