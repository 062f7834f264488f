package recobeat.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;

/** Reads what the workflow needs from the service's rows. */
final class Rows {

  private Rows() {}

  /** The objects in an array of a row; none if it is not there. */
  static Stream<JsonObject> of(JsonObject row, String field) {
    return row.getJsonArray(field, new JsonArray()).stream().map(JsonObject.class::cast);
  }

  /** The Spotify id at the end of a row's link. */
  static String spotify(JsonObject row) {
    String href = row.getString("href", "");
    return href.substring(href.lastIndexOf('/') + 1);
  }
}
