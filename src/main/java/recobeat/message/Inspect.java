package recobeat.message;

import java.util.List;
import org.jspecify.annotations.Nullable;
import recobeat.model.Entry;
import recobeat.model.Id;
import recobeat.model.IdKind;
import recobeat.model.Key;

/**
 * Asks the cache verticle for everything that is kept under any name of an id.
 *
 * @param id of any form
 */
public record Inspect(Id id) {

  /** Of an id as it is asked; fails with {@link BadRequest} if it has no id's form. */
  public static Inspect of(String text) {
    Id id = Id.of(text);
    if (id.kind() == IdKind.MALFORMED) {
      throw Fields.wrong("id", "a Spotify id, a UUID or an ISRC", text);
    }
    return new Inspect(id);
  }

  /**
   * What there is.
   *
   * @param held one for each key that could be, also where nothing is kept
   * @param isComplete false if Redis did not answer, so that only this process is told of
   */
  public record Reply(List<Held> held, boolean isComplete) {}

  /**
   * What is kept under one key, of use or not.
   *
   * @param near in this process; null if nothing
   * @param redis in Redis; null if nothing
   */
  public record Held(Key key, @Nullable Entry near, @Nullable Entry redis) {}
}
