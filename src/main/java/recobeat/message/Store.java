package recobeat.message;

import java.util.List;
import recobeat.model.Entry;
import recobeat.model.Key;

/**
 * Gives the cache verticle what was learned, in one message for each call.
 *
 * @param writes in the order in which they are to be done
 */
public record Store(List<Write> writes) {

  /** How to write. */
  public enum Mode {
    /** In place of what is there. */
    SET,
    /** Only where nothing is. */
    NEW,
    /** Unless another mapping is there, which is a contradiction: logged, counted, kept. */
    MAP,
    /** Behind the members of a list that is there, unless it has it; ends a remembered absence. */
    ADD
  }

  /**
   * One entry.
   *
   * @param member for {@link Mode#ADD} the UUID by which a list is searched; else empty
   */
  public record Write(Key key, Entry entry, Mode mode, String member) {

    /** An entry that is no member of a list. */
    public static Write of(Key key, Entry entry, Mode mode) {
      return new Write(key, entry, mode, "");
    }
  }
}
