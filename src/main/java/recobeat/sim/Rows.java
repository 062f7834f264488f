package recobeat.sim;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/** Writes the service's objects, field by field in the service's order. */
final class Rows {

  private Rows() {}

  /** Writes one object. */
  interface Row<T> {
    void write(JsonGenerator out, T value) throws IOException;
  }

  /** The answer of a multi-id call or a recommendation. */
  static <T> Answer.Writer content(List<T> rows, Row<T> row) {
    return out -> {
      out.writeStartObject();
      array(out, "content", rows, row);
      out.writeEndObject();
    };
  }

  static void track(JsonGenerator out, Track track) throws IOException {
    out.writeStartObject();
    out.writeStringField("id", track.id());
    out.writeStringField("trackTitle", track.title());
    array(out, "artists", track.artists(), Rows::artist);
    out.writeNumberField("durationMs", track.durationMs());
    out.writeStringField("isrc", track.isrc());
    out.writeNullField("ean");
    out.writeNullField("upc");
    out.writeStringField("href", track.href());
    out.writeStringField("availableCountries", track.countries());
    out.writeNumberField("popularity", track.popularity());
    out.writeEndObject();
  }

  static void artist(JsonGenerator out, Artist artist) throws IOException {
    out.writeStartObject();
    out.writeStringField("id", artist.id());
    out.writeStringField("name", artist.name());
    out.writeStringField("href", artist.href());
    out.writeEndObject();
  }

  static void album(JsonGenerator out, Album album) throws IOException {
    out.writeStartObject();
    out.writeStringField("id", album.id());
    out.writeStringField("albumType", album.type());
    array(out, "artists", album.artists(), Rows::artist);
    out.writeNumberField("totalTracks", album.totalTracks());
    out.writeStringField("href", album.href());
    out.writeStringField("name", album.name());
    out.writeStringField("availableCountries", album.countries());
    out.writeStringField("releaseDate", album.releaseDate());
    out.writeStringField("releaseDateFormat", album.releaseDateFormat());
    out.writeNullField("isrc");
    out.writeNullField("ean");
    out.writeStringField("upc", album.upc());
    out.writeStringField("label", album.label());
    out.writeNumberField("popularity", album.popularity());
    out.writeEndObject();
  }

  /** The features of a track that has them. */
  static void features(JsonGenerator out, Track track) throws IOException {
    Features features = track.features();
    if (features == null) {
      throw new IllegalArgumentException("no features: " + track.id());
    }
    out.writeStartObject();
    out.writeStringField("id", track.id());
    out.writeStringField("href", track.href());
    out.writeStringField("isrc", track.isrc());
    number(out, "acousticness", features.acousticness());
    number(out, "danceability", features.danceability());
    number(out, "energy", features.energy());
    number(out, "instrumentalness", features.instrumentalness());
    out.writeNumberField("key", features.key());
    number(out, "liveness", features.liveness());
    number(out, "loudness", features.loudness());
    out.writeNumberField("mode", features.mode());
    number(out, "speechiness", features.speechiness());
    number(out, "tempo", features.tempo());
    number(out, "valence", features.valence());
    out.writeEndObject();
  }

  /** The nine numbers of an uploaded file. */
  static void analysis(JsonGenerator out, Features features) throws IOException {
    out.writeStartObject();
    number(out, "acousticness", features.acousticness());
    number(out, "danceability", features.danceability());
    number(out, "energy", features.energy());
    number(out, "instrumentalness", features.instrumentalness());
    number(out, "liveness", features.liveness());
    number(out, "loudness", features.loudness());
    number(out, "speechiness", features.speechiness());
    number(out, "tempo", features.tempo());
    number(out, "valence", features.valence());
    out.writeEndObject();
  }

  static <T> void array(JsonGenerator out, String name, List<T> rows, Row<T> row)
      throws IOException {
    out.writeArrayFieldStart(name);
    for (T value : rows) {
      row.write(out, value);
    }
    out.writeEndArray();
  }

  /** A number as the service prints it: 9.54e-5 where it is small. */
  private static void number(JsonGenerator out, String name, double value) throws IOException {
    out.writeFieldName(name);
    out.writeNumber(Double.toString(value).replace('E', 'e'));
  }
}
