/** What each HTTP server here needs. */
@NullMarked
package recobeat.http;

import org.jspecify.annotations.NullMarked;
