package recobeat.message;

import recobeat.model.Entry;
import recobeat.model.Key;

/** What Redis keeps under a key, as it is moved from one to another. */
public record Kept(Key key, Entry entry) implements Known {}
