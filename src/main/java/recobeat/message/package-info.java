/** Addresses, requests, replies and failures: what travels on the event bus. */
@NullMarked
package recobeat.message;

import org.jspecify.annotations.NullMarked;
