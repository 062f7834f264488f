package recobeat.bridge;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import recobeat.model.Entity;

/** The service's calls. Literal paths stand before those with an id in the same place. */
enum Operation {
  TRACKS("track", Entity.TRACK, "getTracks"),
  TRACK_SEARCH("track/search", Entity.TRACK, "searchTrack"),
  RECOMMENDATIONS("track/recommendation", Entity.TRACK, "getRecommendation"),
  TRACK("track/*", Entity.TRACK, "getTrack"),
  TRACK_FEATURES("track/*/audio-features", Entity.TRACK, "getTrackAudioFeatures"),
  TRACK_ALBUMS("track/*/album", Entity.TRACK, "getTrackAlbum"),
  FEATURES("audio-features", Entity.TRACK, "getAudioFeatures"),
  ARTISTS("artist", Entity.ARTIST, "getArtists"),
  ARTIST_SEARCH("artist/search", Entity.ARTIST, "searchArtist"),
  ARTIST("artist/*", Entity.ARTIST, "getArtist"),
  ARTIST_TRACKS("artist/*/track", Entity.ARTIST, "getArtistTrack"),
  ARTIST_ALBUMS("artist/*/album", Entity.ARTIST, "getArtistAlbum"),
  ALBUMS("album", Entity.ALBUM, "getAlbums"),
  ALBUM_SEARCH("album/search", Entity.ALBUM, "searchAlbum"),
  ALBUM("album/*", Entity.ALBUM, "getAlbum"),
  ALBUM_TRACKS("album/*/track", Entity.ALBUM, "getAlbumTrack"),
  ANALYSIS("analysis/audio-features", Entity.TRACK, "extractAudioFeatures");

  private static final String PREFIX = "/v1/";
  private static final String ANY = "*";

  /** The paths without an id, which are the most asked for. */
  private static final Map<String, Match> LITERAL = Arrays.stream(values())
      .filter(operation -> !operation.path.contains(ANY))
      .collect(Collectors.toMap(
          operation -> PREFIX + operation.path, operation -> new Match(operation, "")));

  private final String path;
  private final String[] segments;
  private final Entity entity;
  private final String handler;

  Operation(String path, Entity entity, String handler) {
    this.path = path;
    this.segments = path.split("/");
    this.entity = entity;
    this.handler = handler;
  }

  /** What its ids name, or what it searches. */
  Entity entity() {
    return entity;
  }

  /** The service's own name for it, which error bodies show. */
  String handler() {
    return handler;
  }

  /** Which one a path calls, and for which id. */
  record Match(Operation operation, String id) {}

  /** What a path calls, as it came; a slash at its end does not count. */
  static @Nullable Match match(String path) {
    Match literal = LITERAL.get(path);
    if (literal != null) {
      return literal;
    }
    if (!path.startsWith(PREFIX)) {
      return null;
    }
    String[] asked = path.substring(PREFIX.length()).split("/");
    for (int i = 0; i < asked.length; i++) {
      asked[i] = decoded(asked[i]);
    }
    for (Operation operation : values()) {
      String id = operation.idIn(asked);
      if (id != null) {
        return new Match(operation, id);
      }
    }
    return null;
  }

  private static String decoded(String segment) {
    try {
      // In a path a plus is a plus.
      return QueryStringDecoder.decodeComponent(segment.replace("+", "%2B"));
    } catch (IllegalArgumentException malformed) {
      throw ServiceError.malformed("The URL is malformed");
    }
  }

  /** The id where the path has one, else an empty text; null if it is another path. */
  private @Nullable String idIn(String[] asked) {
    if (asked.length != segments.length) {
      return null;
    }
    String id = "";
    for (int i = 0; i < asked.length; i++) {
      if (segments[i].equals(ANY) && !asked[i].isEmpty()) {
        id = asked[i];
      } else if (!segments[i].equals(asked[i])) {
        return null;
      }
    }
    return id;
  }
}
