package recobeat.model;

/** The things that RecoBeat gives ids to. */
public enum Entity {
  TRACK,
  ARTIST,
  ALBUM
}
