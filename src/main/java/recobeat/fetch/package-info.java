/** The fetchers: one HTTP call to RecoBeat for one message. */
@NullMarked
package recobeat.fetch;

import org.jspecify.annotations.NullMarked;
