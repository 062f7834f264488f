package recobeat.message;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a track beside its id, for guessing features that RecoBeat lacks; any part may
 * be missing. JSON: {@code {"artist": "Ana; Oku", "album": "Kites", "title": "Up (Live)",
 * "genres": ["trap"]}}, where artist and genres may be a text or an array of them.
 *
 * @param artists names, the main one first; one may be several, joined by semicolons
 * @param album its name, or null
 * @param title of the track, or null
 * @param genres in any words
 */
public record Hints(
    List<String> artists, @Nullable String album, @Nullable String title, List<String> genres) {

  /** Nothing known. */
  public static final Hints NONE = new Hints(List.of(), null, null, List.of());

  /** The most artists, and the most genres. */
  public static final int NAMES_MAX = 20;

  /** The longest name or title. */
  public static final int LENGTH_MAX = 500;

  /** Leaves out what is blank, parts artists, checks the ranges. */
  public Hints {
    artists = artists.stream().flatMap(names -> Arrays.stream(names.split(";")))
        .map(String::strip).filter(name -> !name.isEmpty()).toList();
    genres = genres.stream().map(String::strip).filter(name -> !name.isEmpty()).toList();
    album = album == null || album.isBlank() ? null : album;
    title = title == null || title.isBlank() ? null : title;
    if (artists.size() > NAMES_MAX || genres.size() > NAMES_MAX) {
      throw new BadRequest("hints must name at most " + NAMES_MAX + " artists and genres, not "
          + Math.max(artists.size(), genres.size()));
    }
    artists.forEach(name -> length("artist", name));
    genres.forEach(name -> length("genres", name));
    length("album", album);
    length("title", title);
  }

  private static void length(String field, @Nullable String text) {
    if (text != null && text.length() > LENGTH_MAX) {
      throw new BadRequest("hints." + field + " must have at most " + LENGTH_MAX
          + " characters, not " + text.length());
    }
  }

  /** These, and where they say nothing, what others say. */
  public Hints or(Hints others) {
    if (equals(NONE) || others.equals(NONE) || equals(others)) {
      return equals(NONE) ? others : this;
    }
    return new Hints(
        artists.isEmpty() ? others.artists : artists,
        album == null ? others.album : album,
        title == null ? others.title : title,
        genres.isEmpty() ? others.genres : genres);
  }

  /** The first of the names, and the first characters of each. */
  public Hints brief(int names, int length) {
    boolean isBrief = artists.size() <= names && genres.size() <= names
        && isWithin(length, album) && isWithin(length, title)
        && Stream.concat(artists.stream(), genres.stream())
            .allMatch(name -> isWithin(length, name));
    return isBrief ? this : new Hints(
        artists.stream().limit(names).map(name -> start(name, length)).toList(),
        album == null ? null : start(album, length),
        title == null ? null : start(title, length),
        genres.stream().limit(names).map(name -> start(name, length)).toList());
  }

  private static boolean isWithin(int length, @Nullable String text) {
    return text == null || text.length() <= length;
  }

  /** Without half a character of two at its end. */
  private static String start(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    boolean isParted = Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, isParted ? length - 1 : length);
  }

  /** Read from a field of that name; {@link #NONE} if there is none. */
  static Hints in(JsonObject json) {
    Object value = json.getValue("hints");
    if (value == null) {
      return NONE;
    }
    if (!(value instanceof JsonObject hints)) {
      throw Fields.wrong("hints", "an object", value);
    }
    return new Hints(
        names(hints, "artist"),
        text(hints, "album"),
        text(hints, "title"),
        names(hints, "genres"));
  }

  private static List<String> names(JsonObject hints, String field) {
    Object value = hints.getValue(field);
    if (value instanceof JsonArray array && array.stream().allMatch(String.class::isInstance)) {
      return array.stream().map(String.class::cast).toList();
    }
    if (value == null || value instanceof String) {
      return value == null ? List.of() : List.of((String) value);
    }
    throw Fields.wrong("hints." + field, "a string or an array of strings", value);
  }

  private static @Nullable String text(JsonObject hints, String field) {
    Object value = hints.getValue(field);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw Fields.wrong("hints." + field, "a string", value);
  }

  /** As shown above, with arrays. */
  public JsonObject toJson() {
    JsonObject json = new JsonObject();
    if (!artists.isEmpty()) {
      json.put("artist", new JsonArray(artists));
    }
    if (album != null) {
      json.put("album", album);
    }
    if (title != null) {
      json.put("title", title);
    }
    return genres.isEmpty() ? json : json.put("genres", new JsonArray(genres));
  }
}
