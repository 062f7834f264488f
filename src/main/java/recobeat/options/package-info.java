/** Options as nested records, and the one way to set them by their keys. */
@NullMarked
package recobeat.options;

import org.jspecify.annotations.NullMarked;
