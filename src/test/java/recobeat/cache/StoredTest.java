package recobeat.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import recobeat.model.Entry;
import recobeat.model.Json;
import recobeat.model.Key;
import recobeat.model.Kind;

class StoredTest {

  private static final Entry FOUND = Entry.found(Json.of("{\"n\":1}"), 1_750_000_000_123L, 200);
  private static final Entry ABSENT = Entry.absent(null, 1_750_000_000_123L, 7, 3);

  @Test
  void entry_ofItsBytes_isTheSame() {
    assertThat(Stored.entry(Buffer.buffer(Stored.bytes(FOUND)))).isEqualTo(FOUND);
    assertThat(Stored.entry(Buffer.buffer(Stored.bytes(ABSENT)))).isEqualTo(ABSENT);
  }

  @Test
  void entry_ofAnotherVersionOrNone_isMiss() {
    byte[] newer = Stored.bytes(FOUND);
    newer[0] = 2;
    assertThat(Stored.entry(Buffer.buffer(newer))).isNull();
    assertThat(Stored.entry(null)).isNull();
    assertThat(Stored.entry(Buffer.buffer(new byte[0]))).isNull();
    assertThat(Stored.entry(Buffer.buffer(Arrays.copyOf(Stored.bytes(ABSENT), 11)))).isNull();
    byte[] torn = Arrays.copyOf(Stored.bytes(FOUND), Stored.HEAD_BYTES);
    assertThat(Stored.entry(Buffer.buffer(torn))).as("a value without bytes").isNull();
  }

  @Test
  void key_namesVersionKindAndId() {
    assertThat(Stored.key(new Key(Kind.TRACK_ID, "abc"))).isEqualTo("rb1:ti:abc");
  }
}
