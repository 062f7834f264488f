/** What this process knows: the only state that event loops share. */
@NullMarked
package recobeat.near;

import org.jspecify.annotations.NullMarked;
