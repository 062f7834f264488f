package recobeat.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import recobeat.model.Entry;
import recobeat.model.Json;
import recobeat.model.Key;
import recobeat.model.Kind;
import recobeat.model.Mapping;

class StoredTest {

  private static final String SPOTIFY = "7Kq2VbN0xTzPmR4sLw9aYc";
  private static final String UUID = "c9a1e27d-0b58-4f36-b0d2-91f47c6ae3d8";
  private static final Key KEY = new Key(Kind.FEATURES, SPOTIFY);
  private static final Entry FOUND = Entry.found(Json.of("{\"n\":1}"), 1_750_000_000_123L, 200);
  private static final Entry ABSENT = Entry.absent(null, 1_750_000_000_123L, 7, 3);

  @Test
  void entry_ofItsBytes_isTheSame() {
    assertThat(Stored.entry(KEY, Buffer.buffer(Stored.bytes(KEY, FOUND)))).isEqualTo(FOUND);
    assertThat(Stored.entry(KEY, Buffer.buffer(Stored.bytes(KEY, ABSENT)))).isEqualTo(ABSENT);
  }

  @Test
  void entry_ofAnotherVersionOrNone_isMiss() {
    byte[] newer = Stored.bytes(KEY, FOUND);
    newer[0] = 3;
    assertThat(Stored.entry(KEY, Buffer.buffer(newer))).isNull();
    assertThat(Stored.entry(KEY, null)).isNull();
    assertThat(Stored.entry(KEY, Buffer.buffer(new byte[0]))).isNull();
    assertThat(Stored.entry(KEY,
        Buffer.buffer(Arrays.copyOf(Stored.bytes(KEY, ABSENT), 11)))).isNull();
    byte[] torn = Arrays.copyOf(Stored.bytes(KEY, FOUND), Stored.HEAD_BYTES);
    assertThat(Stored.entry(KEY, Buffer.buffer(torn))).as("a value without bytes").isNull();
  }

  @Test
  void entry_ofAnOlderEngine_isRead() {
    byte[] older = older(FOUND);
    assertThat(Stored.entry(KEY, Buffer.buffer(older))).isEqualTo(FOUND);
    Entry mapping = mapping();
    assertThat(Stored.entry(new Key(Kind.TRACK_ID, SPOTIFY), Buffer.buffer(older(mapping))))
        .isEqualTo(mapping);
  }

  /** Format 1, as it was written before there was another. */
  private static byte[] older(Entry entry) {
    byte[] value = String.valueOf(entry.value()).getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(12 + value.length)
        .put((byte) 1).put((byte) 0).put((byte) entry.jitter()).put((byte) entry.strikes())
        .putLong(entry.storedAt()).put(value).array();
  }

  @Test
  void entry_ofAMapping_isTheOtherNameAlone() {
    Entry mapping = mapping();
    for (String id : List.of(SPOTIFY, UUID)) {
      Key key = new Key(Kind.TRACK_ID, id);
      byte[] bytes = Stored.bytes(key, mapping);
      assertThat(bytes).hasSize(Stored.HEAD_BYTES + (id.equals(UUID) ? SPOTIFY.length() : 16));
      assertThat(Stored.entry(key, Buffer.buffer(bytes))).isEqualTo(mapping);
      assertThat(Stored.entry(key, Buffer.buffer(bytes).slice(0, bytes.length - 1)))
          .as("torn").isNull();
    }
  }

  @Test
  void entry_ofAMappingThatIsNotOfItsKeyOrLacksAName_standsAsItCame() {
    Entry lacking = Entry.found(new Mapping(UUID, null).toJson(), 1, 2);
    Key key = new Key(Kind.TRACK_ID, UUID);
    assertThat(Stored.entry(key, Buffer.buffer(Stored.bytes(key, lacking)))).isEqualTo(lacking);
    Key other = new Key(Kind.TRACK_ID, "3".repeat(22));
    assertThat(Stored.entry(other, Buffer.buffer(Stored.bytes(other, mapping()))))
        .isEqualTo(mapping());
    Key isrc = new Key(Kind.TRACK_ID, "GBXYZ1900122");
    Entry list = Entry.found(
        Json.array(List.of(new Mapping(UUID, SPOTIFY).toJson())), 1, 2);
    assertThat(Stored.bytes(isrc, list)).as("lists grow within Redis").startsWith(1);
    assertThat(Stored.entry(isrc, Buffer.buffer(Stored.bytes(isrc, list)))).isEqualTo(list);
  }

  private static Entry mapping() {
    return Entry.found(new Mapping(UUID, SPOTIFY).toJson(), 1_750_000_000_123L, 9);
  }

  @Test
  void key_namesVersionKindAndId() {
    assertThat(Stored.key(new Key(Kind.TRACK_ID, "abc"))).isEqualTo("rb1:ti:abc");
  }
}
