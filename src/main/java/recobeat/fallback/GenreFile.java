package recobeat.fallback;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Genres as they stand in a file like {@code conf/genres.json}: to each its count of tracks, mean
 * and standard deviation of each quantity, commonest key and mode with their shares, and perhaps
 * the genre that it is a part of. An {@link IllegalArgumentException} names the field.
 *
 * @param global of all tracks; null if the file leaves it to the one that it adds to
 * @param aliases other words for genres, or for several at once
 */
record GenreFile(
    @Nullable Genre global, Map<String, Genre> genres, Map<String, List<String>> aliases) {

  private static final String SHIPPED = "/recobeat/genres.json";

  /** A genre of a user's that says no count is believed as if it were of so many tracks. */
  private static final int COUNT_DEFAULT = 100;

  /**
   * Of one genre.
   *
   * @param parent the genre that it is a part of
   * @param means of the quantities, and then the commonest key and mode
   * @param spreads standard deviations of the quantities, and then the shares of key and mode
   */
  record Genre(@Nullable String parent, int count, double[] means, double[] spreads) {}

  /** What comes with the engine. */
  static GenreFile shipped() {
    try (InputStream in = GenreFile.class.getResourceAsStream(SHIPPED)) {
      if (in == null) {
        throw new IllegalStateException("not in the jar: " + SHIPPED);
      }
      return parse(in.readAllBytes());
    } catch (IOException unreadable) {
      throw new IllegalStateException("cannot read " + SHIPPED, unreadable);
    }
  }

  /** A user's own. */
  static GenreFile read(Path file) {
    try {
      return parse(Files.readAllBytes(file));
    } catch (IOException unreadable) {
      throw new IllegalArgumentException("it cannot be read: " + unreadable, unreadable);
    }
  }

  /** This one, and what another adds to it or says otherwise. */
  GenreFile with(GenreFile other) {
    Map<String, Genre> all = new LinkedHashMap<>(genres);
    all.putAll(other.genres);
    Map<String, List<String>> names = new LinkedHashMap<>(aliases);
    names.putAll(other.aliases);
    return new GenreFile(other.global == null ? global : other.global, all, names);
  }

  static GenreFile parse(byte[] text) {
    JsonObject file;
    try {
      file = new JsonObject(Buffer.buffer(text));
    } catch (DecodeException malformed) {
      throw new IllegalArgumentException("it is no JSON object", malformed);
    }
    for (String field : file.fieldNames()) {
      if (!List.of("global", "genres", "aliases").contains(field)) {
        throw new IllegalArgumentException("unknown field " + field);
      }
    }
    Map<String, Genre> genres = new LinkedHashMap<>();
    JsonObject listed = object("", file, "genres");
    for (String genre : listed.fieldNames()) {
      genres.put(genre, genre("genres." + genre, object("genres.", listed, genre)));
    }
    Map<String, List<String>> aliases = new LinkedHashMap<>();
    JsonObject others = object("", file, "aliases");
    for (String alias : others.fieldNames()) {
      if (!(others.getValue(alias) instanceof JsonArray meant)
          || meant.isEmpty() || !meant.stream().allMatch(String.class::isInstance)) {
        throw new IllegalArgumentException(
            "aliases." + alias + " must be an array of genres");
      }
      aliases.put(alias, meant.stream().map(String.class::cast).toList());
    }
    return new GenreFile(
        file.containsKey("global") ? genre("global", object("", file, "global")) : null,
        genres, aliases);
  }

  private static JsonObject object(String where, JsonObject in, String field) {
    Object value = in.getValue(field, new JsonObject());
    if (!(value instanceof JsonObject object)) {
      throw new IllegalArgumentException(where + field + " must be an object");
    }
    return object;
  }

  private static Genre genre(String where, JsonObject json) {
    double[] means = new double[Feature.COUNT];
    double[] spreads = new double[Feature.COUNT];
    for (int i = 0; i < means.length; i++) {
      Feature feature = Feature.at(i);
      means[i] = number(where, json, feature, 0);
      spreads[i] = number(where, json, feature, 1);
      if (means[i] != feature.clamp(means[i]) || !(spreads[i] > 0)
          || feature.isName() && (spreads[i] > 1 || means[i] != Math.rint(means[i]))) {
        throw new IllegalArgumentException(where + '.' + feature.text() + " is out of range: "
            + json.getValue(feature.text()));
      }
    }
    Object count = json.getValue("count", COUNT_DEFAULT);
    if (!(count instanceof Integer tracks) || tracks < 1) {
      throw new IllegalArgumentException(where + ".count must be a whole number above 0");
    }
    Object parent = json.getValue("parent");
    if (parent != null && !(parent instanceof String)) {
      throw new IllegalArgumentException(where + ".parent must be the name of a genre");
    }
    return new Genre((String) parent, tracks, means, spreads);
  }

  private static double number(String where, JsonObject json, Feature feature, int index) {
    if (json.getValue(feature.text()) instanceof JsonArray pair && pair.size() == 2
        && pair.getValue(index) instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException(where + '.' + feature.text() + " must be "
        + (feature.isName() ? "[commonest, share]" : "[mean, standard deviation]"));
  }
}
