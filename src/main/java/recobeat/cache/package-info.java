/** The cache verticle, sole owner of Redis or Valkey. */
@NullMarked
package recobeat.cache;

import org.jspecify.annotations.NullMarked;
