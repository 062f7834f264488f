package recobeat.message;

import java.util.List;
import recobeat.model.Kind;

/** What addresses and routes call the kinds of data. */
public enum Noun {
  AUDIO_FEATURES(Kind.FEATURES),
  TRACKS(Kind.TRACK),
  ARTISTS(Kind.ARTIST),
  ALBUMS(Kind.ALBUM),
  IDS(Kind.TRACK_ID, Kind.ARTIST_ID, Kind.ALBUM_ID),
  RECOMMENDATIONS(Kind.RECOMMENDATION),
  SEARCHES(Kind.SEARCH),
  LISTS(Kind.LIST);

  private final List<Kind> kinds;

  Noun(Kind... kinds) {
    this.kinds = List.of(kinds);
  }

  /** The one that a kind goes by. */
  public static Noun of(Kind kind) {
    return switch (kind) {
      case FEATURES -> AUDIO_FEATURES;
      case TRACK -> TRACKS;
      case ARTIST -> ARTISTS;
      case ALBUM -> ALBUMS;
      case TRACK_ID, ARTIST_ID, ALBUM_ID -> IDS;
      case RECOMMENDATION -> RECOMMENDATIONS;
      case SEARCH -> SEARCHES;
      case LIST -> LISTS;
    };
  }

  List<Kind> kinds() {
    return kinds;
  }

  /** Whether it is kept under ids, not under queries. */
  boolean isById() {
    return switch (this) {
      case AUDIO_FEATURES, TRACKS, ARTISTS, ALBUMS, IDS -> true;
      case RECOMMENDATIONS, SEARCHES, LISTS -> false;
    };
  }

  @Override
  public String toString() {
    return Fields.name(this);
  }
}
