package recobeat.cache;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import recobeat.model.Entry;
import recobeat.model.Json;
import recobeat.model.Key;
import recobeat.model.Kind;

/**
 * The form of keys and entries in Redis. A key is {@code rb1:<kind>:<id>}. An entry is a head of 12
 * bytes, big-endian (format version, 1 for an absence, jitter, strikes, then the time since 1970 in
 * milliseconds in 8), and behind it the value as it came. The scripts read it too.
 */
final class Stored {

  /** Of keys and entries; what carries another one reads as a miss. */
  static final int VERSION = 1;

  static final int HEAD_BYTES = 12;

  /** What all keys begin with. */
  static final String PREFIX = "rb" + VERSION + ':';

  private Stored() {}

  static String key(Key key) {
    return prefix(key.kind()) + key.text();
  }

  /** Read back; null for what is no key of ours. */
  static @Nullable Key key(String stored) {
    int colon = stored.indexOf(':', PREFIX.length());
    Kind kind = stored.startsWith(PREFIX) && colon > 0
        ? Kind.of(stored.substring(PREFIX.length(), colon))
        : null;
    return kind == null ? null : new Key(kind, stored.substring(colon + 1));
  }

  /** What the keys of a kind begin with. */
  static String prefix(Kind kind) {
    return PREFIX + kind.code() + ':';
  }

  static byte[] bytes(Entry entry) {
    Json value = entry.value();
    ByteBuffer bytes = ByteBuffer.allocate(HEAD_BYTES + (value == null ? 0 : value.length()))
        .put((byte) VERSION)
        .put((byte) (entry.isAbsent() ? 1 : 0))
        .put((byte) entry.jitter())
        .put((byte) entry.strikes())
        .putLong(entry.storedAt());
    if (value != null) {
      bytes.put(value.bytes());
    }
    return bytes.array();
  }

  /** Null for anything that is no entry of this version. */
  static @Nullable Entry entry(@Nullable Buffer stored) {
    if (stored == null || stored.length() < HEAD_BYTES || stored.getByte(0) != VERSION) {
      return null;
    }
    boolean absent = stored.getByte(1) == 1;
    int jitter = stored.getUnsignedByte(2);
    int strikes = stored.getByte(3);
    long storedAt = stored.getLong(4);
    boolean empty = stored.length() == HEAD_BYTES;
    if (strikes < 0 || strikes > Entry.STRIKES_MAX || empty && !absent) {
      return null;
    }
    Json value = empty ? null : Json.ofOwn(stored.getBytes(HEAD_BYTES, stored.length()));
    return new Entry(value, absent, storedAt, jitter, strikes);
  }

  /** The bytes of a value alone, for scripts that put it into others. */
  static byte[] value(Entry entry) {
    Json value = entry.value();
    return value == null ? new byte[0] : value.bytes();
  }
}
