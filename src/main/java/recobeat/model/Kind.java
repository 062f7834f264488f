package recobeat.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The kinds of data that are asked for and kept, each with a lifetime of its own. */
public enum Kind {
  /** Audio features of a track. */
  FEATURES("f", Entity.TRACK, Endpoint.FEATURES),
  /** Details of a track. */
  TRACK("t", Entity.TRACK, Endpoint.TRACKS),
  /** Details of an artist. */
  ARTIST("a", Entity.ARTIST, Endpoint.ARTISTS),
  /** Details of an album. */
  ALBUM("l", Entity.ALBUM, Endpoint.ALBUMS),
  /** Which RecoBeat id and which Spotify id are the same track. */
  TRACK_ID("ti", Entity.TRACK, Endpoint.TRACKS),
  /** The same for artists. */
  ARTIST_ID("ai", Entity.ARTIST, Endpoint.ARTISTS),
  /** The same for albums. */
  ALBUM_ID("li", Entity.ALBUM, Endpoint.ALBUMS),
  /** The answer to a request for recommendations; its key is the canonical query. */
  RECOMMENDATION("r", Entity.TRACK, Endpoint.RECOMMENDATIONS),
  /** A page of a search; its key is the canonical path and query. */
  SEARCH("s", Entity.TRACK, Endpoint.SEARCH),
  /** A page of an artist's or album's list; its key is the canonical path and query. */
  LIST("p", Entity.TRACK, Endpoint.LISTS);

  private static final Map<Endpoint, List<Kind>> AT =
      Arrays.stream(values()).collect(Collectors.groupingBy(Kind::endpoint));

  private final String code;
  private final Entity entity;
  private final Endpoint endpoint;

  Kind(String code, Entity entity, Endpoint endpoint) {
    this.code = code;
    this.entity = entity;
    this.endpoint = endpoint;
  }

  /** One or two letters that stand for the kind in stored keys; never changes. */
  public String code() {
    return code;
  }

  /** The kind with a code; null if there is none. */
  public static @Nullable Kind of(String code) {
    for (Kind kind : values()) {
      if (kind.code.equals(code)) {
        return kind;
      }
    }
    return null;
  }

  /** What the ids of this kind name. */
  public Entity entity() {
    return entity;
  }

  /** Where it is asked for. */
  public Endpoint endpoint() {
    return endpoint;
  }

  /** Whether this kind maps ids to ids. */
  public boolean isMapping() {
    return this == TRACK_ID || this == ARTIST_ID || this == ALBUM_ID;
  }

  /** The kind that maps the ids of an entity. */
  public static Kind mapping(Entity entity) {
    return switch (entity) {
      case TRACK -> TRACK_ID;
      case ARTIST -> ARTIST_ID;
      case ALBUM -> ALBUM_ID;
    };
  }

  /** The kind that holds the details of an entity. */
  public static Kind details(Entity entity) {
    return switch (entity) {
      case TRACK -> TRACK;
      case ARTIST -> ARTIST;
      case ALBUM -> ALBUM;
    };
  }

  /** The kinds that an endpoint tells for sure: has or lacks. */
  public static List<Kind> at(Endpoint endpoint) {
    return AT.getOrDefault(endpoint, List.of());
  }
}
