package recobeat.message;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import recobeat.model.Entry;
import recobeat.model.Key;
import recobeat.model.Reason;
import recobeat.model.Source;

/**
 * Asks the dispatcher for what the near cache does not hold.
 *
 * @param keys distinct ones
 * @param waitMs when to answer at the latest, with what there is then
 * @param accept the worst answer taken
 * @param workflow what to account it to, or null
 * @param priority how urgent it is beside others
 */
public record Get(List<Key> keys, long waitMs, Accept accept, @Nullable String workflow,
    Priority priority) {

  /**
   * One answer for each key, in their order.
   *
   * @param calls numbers of the calls that carried a key while it was waited for
   */
  public record Reply(List<Answer> answers, Set<Long> calls) {}

  /**
   * What became of one key.
   *
   * @param entry null if failed
   * @param source null if failed
   * @param reason null unless failed
   */
  public record Answer(@Nullable Entry entry, @Nullable Source source, @Nullable Reason reason) {

    /** Found or absent. */
    public static Answer of(Entry entry, Source source) {
      return new Answer(entry, source, null);
    }

    /** Not to be told. */
    public static Answer failed(Reason reason) {
      return new Answer(null, null, reason);
    }
  }
}
