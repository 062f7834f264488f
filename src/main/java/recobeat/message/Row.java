package recobeat.message;

import java.util.List;
import org.jspecify.annotations.Nullable;
import recobeat.model.Entity;
import recobeat.model.Json;

/**
 * One object of an answer: its names, and its bytes as they came.
 *
 * @param entity what it describes
 * @param features whether it holds a track's audio features instead of its details
 * @param recobeat its UUID in lower case
 * @param spotify from its link; null if it has none
 * @param isrc in upper case; null if it has none
 * @param artists the artists inside it
 * @param value its bytes
 */
public record Row(
    Entity entity,
    boolean features,
    String recobeat,
    @Nullable String spotify,
    @Nullable String isrc,
    List<Row> artists,
    Json value) {

  /** Whether an id, in canonical spelling, names this row. */
  public boolean isNamed(String id) {
    return id.equals(spotify) || id.equals(recobeat) || id.equals(isrc);
  }
}
