package recobeat.message;

import recobeat.model.Entity;

/** The lists that an entity has. */
public enum Listing {
  ARTIST_TRACKS(Entity.ARTIST, Entity.TRACK),
  ARTIST_ALBUMS(Entity.ARTIST, Entity.ALBUM),
  ALBUM_TRACKS(Entity.ALBUM, Entity.TRACK),
  TRACK_ALBUMS(Entity.TRACK, Entity.ALBUM);

  private final Entity owner;
  private final Entity content;

  Listing(Entity owner, Entity content) {
    this.owner = owner;
    this.content = content;
  }

  /** Whose list it is. */
  public Entity owner() {
    return owner;
  }

  /** What is in it. */
  public Entity content() {
    return content;
  }
}
