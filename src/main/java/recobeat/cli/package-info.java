/** The command line: the demo, the engine as a process, the stand-in, and warming up. */
@NullMarked
package recobeat.cli;

import org.jspecify.annotations.NullMarked;
