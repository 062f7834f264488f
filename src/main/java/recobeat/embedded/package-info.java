/**
 * A real Redis that the engine starts itself. One engine owns a data folder, what it stored there
 * outlives it, and a server left behind by a killed engine is found and taken over.
 */
@NullMarked
package recobeat.embedded;

import org.jspecify.annotations.NullMarked;
