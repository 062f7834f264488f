package recobeat.demo;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A track that may get into the playlist, and what is known of it so far. */
final class Candidate {

  final String spotify;
  final String recobeat;
  private @Nullable JsonObject details;
  private double distance = Double.POSITIVE_INFINITY;
  private boolean asked;

  Candidate(String spotify, String recobeat) {
    this.spotify = spotify;
    this.recobeat = recobeat;
  }

  /** Whether this is the first call of it, so that nothing is asked twice. */
  boolean takeUp() {
    boolean first = !asked;
    asked = true;
    return first;
  }

  void describe(JsonObject row) {
    details = row;
  }

  void score(double away) {
    distance = away;
  }

  /** How far from the mood; infinite while its features are not known. */
  double distance() {
    return distance;
  }

  boolean isScored() {
    return distance < Double.POSITIVE_INFINITY;
  }

  boolean isDescribed() {
    return details != null;
  }

  /** RecoBeat ids of its artists; none while its details are not known. */
  List<String> artists() {
    return details == null
        ? List.of()
        : Rows.of(details, "artists").map(artist -> artist.getString("id")).toList();
  }
}
