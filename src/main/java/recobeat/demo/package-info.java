/** The demo: one playlist workflow as it was made before, and through the engine. */
@NullMarked
package recobeat.demo;

import org.jspecify.annotations.NullMarked;
