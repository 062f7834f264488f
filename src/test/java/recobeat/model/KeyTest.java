package recobeat.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeyTest {

  private static final String ID = "7Kq2VbN0xTzPmR4sLw9aYc";
  private static final String UUID_TEXT = "c9a1e27d-0b58-4f36-b0d2-91f47c6ae3d8";

  @Test
  void equals_sameTextAndKind_only() {
    for (String text : List.of(ID, UUID_TEXT, "GBAYE0601498", "limit=5&seeds=a", "")) {
      Key key = new Key(Kind.TRACK, text);
      assertThat(key).isEqualTo(new Key(Kind.TRACK, new String(text)))
          .hasSameHashCodeAs(new Key(Kind.TRACK, new String(text)))
          .isNotEqualTo(key.as(Kind.FEATURES));
      assertThat(key.as(Kind.FEATURES).as(Kind.TRACK)).isEqualTo(key);
      assertThat(key.text()).isEqualTo(text);
    }
  }

  @Test
  void equals_anyOneCharacterChanged_isAnother() {
    for (String text : List.of(ID, UUID_TEXT)) {
      for (int i = 0; i < text.length(); i++) {
        for (char c : "01aAfzZ-_ \u00e9\u4e00".toCharArray()) {
          String changed = text.substring(0, i) + c + text.substring(i + 1);
          assertThat(new Key(Kind.TRACK, changed).equals(new Key(Kind.TRACK, text)))
              .as(changed).isEqualTo(changed.equals(text));
        }
      }
    }
  }

  @Test
  void equals_textsThatLookLikeIdsButAreNone_areComparedAsTexts() {
    assertThat(new Key(Kind.TRACK, "not-a-spotify-id-at-al"))
        .isEqualTo(new Key(Kind.TRACK, "not-a-spotify-id-at-al"))
        .isNotEqualTo(new Key(Kind.TRACK, "not-a-spotify-id-at-am"));
    // Equal in length and in hash.
    assertThat(new Key(Kind.SEARCH, "Aa")).isNotEqualTo(new Key(Kind.SEARCH, "BB"));
  }

  @Test
  void hashCode_manyIds_areSpread() {
    Random random = new Random(1);
    List<Key> keys = new ArrayList<>();
    Set<Integer> hashes = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      Key key = new Key(Kind.TRACK, new UUID(random.nextLong(), random.nextLong()).toString());
      keys.add(key);
      hashes.add(key.hashCode());
    }
    assertThat(new HashSet<>(keys)).hasSize(20_000);
    assertThat(hashes).hasSizeGreaterThan(19_990);
  }
}
