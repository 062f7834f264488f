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
    /** Unless another mapping is there, which is a contradiction: logged, counted, kept. */
    MAP,
    /** Behind the members of a list that is there; nothing if there is none, or it has it. */
    ADD
  }

  /** One entry. */
  public record Write(Key key, Entry entry, Mode mode) {}
}
