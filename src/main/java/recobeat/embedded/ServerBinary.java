package recobeat.embedded;

import java.nio.file.Path;

/** A server program that can be run, and the version it says it has. */
record ServerBinary(Path file, ServerVersion version) {}
