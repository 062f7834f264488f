package recobeat.message;

/** What is moved from one engine to another: a line of a mirror each. */
public sealed interface Known permits Kept, KinGroup, Manual.Track {}
