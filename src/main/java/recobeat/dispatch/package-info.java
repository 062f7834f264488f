/** The dispatcher: flights, batches, the gate and the accounts of workflows. */
@NullMarked
package recobeat.dispatch;

import org.jspecify.annotations.NullMarked;
