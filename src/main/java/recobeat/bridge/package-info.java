/** HTTP in front of the engine: the service's own API, a native one, and the event bus's bridge. */
@NullMarked
package recobeat.bridge;

import org.jspecify.annotations.NullMarked;
