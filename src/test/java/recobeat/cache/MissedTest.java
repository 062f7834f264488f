package recobeat.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import recobeat.message.Store.Mode;
import recobeat.message.Store.Write;
import recobeat.model.Entry;
import recobeat.model.Json;
import recobeat.model.Key;
import recobeat.model.Kind;
import recobeat.model.Mapping;

class MissedTest {

  private static final Key KEY = new Key(Kind.FEATURES, "k");
  private static final Key ID = new Key(Kind.TRACK_ID, "S");
  private static final String UUID = "00000000-0000-4000-8000-000000000001";

  private final Missed missed = new Missed(1_000, 1 << 20);

  /** After s, a, n, m and their likes: what waits, in its order. */
  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource({
    "S1 S2,   S2,       the last SET wins",
    "S2 S1,   S2,       but not an older one whose failure came late",
    "N1 S2,   S2,       a SET replaces whatever there would be",
    "A1 N1 S2,S2,       all of it",
    "S1 N2,   S1 N2,    a NEW waits behind: Redis may hold something else than this SET",
    "S1 A2,   S1 A2,    so does a member",
    "N1 N2,   N2,       the younger absence",
    "A1 A2,   A2,       the same member once",
    "A1 B2,   A1 B2,    another member too",
    "A1 N2,   A1 N2,    in their order",
    "N1 A2,   N1 A2,    an ADD ends the absence before it",
    "A1 N2 A3,N2 A3,    and the later one that after it",
    "N1 A2 N3,A2 N3,    as the later NEW makes one again"})
  void keep_pairs_neitherLostNorStronger(String kept, String waits, String why) {
    for (String each : kept.split(" ")) {
      missed.keep(write(each));
    }
    assertThat(missed.oldest(9, 1 << 20)).as(why)
        .extracting(write -> write.mode().name().charAt(0) + write.member() + write.entry()
            .storedAt())
        .containsExactly(waits.replaceAll("A(\\d)", "Aa$1").replaceAll("B(\\d)", "Ab$1")
            .split(" "));
  }

  private static Write write(String text) {
    long at = text.charAt(1) - '0';
    Json value = Json.of("{\"id\":\"" + text.charAt(0) + "\"}");
    return switch (text.charAt(0)) {
      case 'S' -> Write.of(KEY, Entry.found(value, at, 0), Mode.SET);
      case 'N' -> Write.of(KEY, Entry.absent(null, at, 0, 0), Mode.NEW);
      case 'A' -> new Write(KEY, Entry.found(value, at, 0), Mode.ADD, "a");
      default -> new Write(KEY, Entry.found(value, at, 0), Mode.ADD, "b");
    };
  }

  @Test
  void keep_mappings_theFirstStaysUnlessItLacksTheLink() {
    String spotify = "S".repeat(22);
    missed.keep(map(null, 1));
    missed.keep(map(spotify, 2));
    assertThat(only().entry()).as("says more").isEqualTo(map(spotify, 2).entry());
    missed.keep(map(null, 3));
    assertThat(only().entry()).as("says less").isEqualTo(map(spotify, 2).entry());
    missed.keep(map("T".repeat(22), 4));
    assertThat(only().entry()).as("contradicts").isEqualTo(map(spotify, 2).entry());
    missed.keep(map(spotify, 5));
    assertThat(only().entry()).as("the same, younger").isEqualTo(map(spotify, 5).entry());
    assertThat(only().mode()).isEqualTo(Mode.MAP);
  }

  private static Write map(String spotify, long at) {
    return Write.of(ID, Entry.found(new Mapping(UUID, spotify).toJson(), at, 0), Mode.MAP);
  }

  private Write only() {
    assertThat(missed.size()).isOne();
    return missed.oldest(9, 1 << 20).get(0);
  }

  @Test
  void keep_beyondNumber_dropsWhatWasWrittenLongestAgo() {
    Missed three = new Missed(3, 1 << 20);
    for (String id : List.of("a", "b", "c", "a")) {
      assertThat(three.keep(set(id, ""))).isZero();
    }
    assertThat(three.keep(set("d", ""))).isOne();
    assertThat(ids(three)).containsExactly("c", "a", "d");
    assertThat(new Missed(0, 1 << 20).keep(set("a", ""))).as("none is kept").isOne();
  }

  @Test
  void keep_beyondBytes_dropsUntilItFits() {
    Missed small = new Missed(100, 2_000);
    for (String id : List.of("a", "b", "c", "d")) {
      assertThat(small.keep(set(id, "x".repeat(200)))).isZero();
    }
    assertThat(small.keep(set("e", "x".repeat(900)))).isEqualTo(2);
    assertThat(ids(small)).containsExactly("c", "d", "e");
    assertThat(small.keep(set("f", "x".repeat(9_000)))).as("what never fits").isOne();
    assertThat(ids(small)).containsExactly("c", "d", "e");
    assertThat(small.keep(set("e", "x".repeat(9_000)))).as("in place of another").isOne();
    assertThat(ids(small)).containsExactly("c", "d");
    small.forget(key -> true);
    assertThat(small.size()).isZero();
    assertThat(small.bytes()).isZero();
  }

  @Test
  void remove_supersededMeanwhile_leavesTheNewOne() {
    missed.keep(write("S1"));
    missed.keep(write("N2"));
    List<Write> sent = missed.oldest(9, 1 << 20);
    Write again = write("N3");
    missed.keep(again);
    assertThat(missed.remove(sent.get(0))).isTrue();
    assertThat(missed.remove(sent.get(1))).isFalse();
    assertThat(only()).isSameAs(again);
    // Equal is not the same: it came later and is not in Redis.
    assertThat(missed.remove(write("N3"))).isFalse();
    assertThat(missed.remove(again)).isTrue();
    assertThat(missed.isEmpty()).isTrue();
    assertThat(missed.bytes()).isZero();
  }

  @Test
  void oldest_bounded_atLeastOne() {
    missed.keep(set("a", "x".repeat(500)));
    missed.keep(set("b", "x".repeat(500)));
    assertThat(missed.oldest(9, 1)).hasSize(1);
    assertThat(missed.oldest(1, 1 << 20)).hasSize(1);
    assertThat(missed.oldest(9, 1 << 20)).hasSize(2);
  }

  @Test
  void forget_someKeys_leavesTheOthers() {
    missed.keep(set("a", ""));
    missed.keep(set("b", ""));
    missed.forget(key -> key.text().equals("a"));
    assertThat(ids(missed)).containsExactly("b");
    assertThat(missed.size()).isOne();
  }

  @Test
  void over_redisDidNotSay_newDeniesNothing() {
    missed.keep(write("N1"));
    assertThat(missed.over(KEY, null, false)).isNull();
    assertThat(missed.over(KEY, null, true)).isEqualTo(write("N1").entry());
  }

  private static Write set(String id, String value) {
    Entry entry = Entry.found(Json.of('"' + value + '"'), 1, 0);
    return Write.of(new Key(Kind.TRACK, id), entry, Mode.SET);
  }

  private static List<String> ids(Missed missed) {
    return missed.oldest(99, 1 << 20).stream().map(write -> write.key().text()).toList();
  }
}
