package recobeat.cache;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import recobeat.model.Entry;
import recobeat.model.Json;
import recobeat.model.Key;
import recobeat.model.Kind;
import recobeat.model.Mapping;

/**
 * The form of keys and entries in Redis. A key is {@code rb1:<kind>:<id>}. An entry is a head of 12
 * bytes, big-endian (format version, 1 for an absence, jitter, strikes, then the time since 1970 in
 * milliseconds in 8), and behind it the value: as it came in format 1, packed in format 2. The
 * scripts read it too.
 */
final class Stored {

  /** Of keys, and of entries whose value stands as it came. */
  static final int VERSION = 1;

  /**
   * Of entries whose value is packed: that of a mapping is the other name alone, as the key has
   * one, a Spotify id as text, a UUID in 16 bytes; all others are as {@link PackedRow} says. What
   * carries another version reads as a miss.
   */
  static final int PACKED = 2;

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

  static byte[] bytes(Key key, Entry entry) {
    byte[] packed = packed(key, entry);
    byte[] value = packed == null ? value(entry) : packed;
    return ByteBuffer.allocate(HEAD_BYTES + value.length)
        .put((byte) (packed == null ? VERSION : PACKED))
        .put((byte) (entry.isAbsent() ? 1 : 0))
        .put((byte) entry.jitter())
        .put((byte) entry.strikes())
        .putLong(entry.storedAt())
        .put(value)
        .array();
  }

  /** Null for what stands as it came: lists grow within Redis, and all that is not worth it. */
  private static byte @Nullable [] packed(Key key, Entry entry) {
    Json value = entry.value();
    if (value == null || entry.isAbsent() || value.isArray()) {
      return null;
    }
    if (!key.kind().isMapping()) {
      return PackedRow.pack(value.bytes(), ascii(key.text()));
    }
    return Mapping.isOne(value) ? packed(key, Mapping.of(value)) : null;
  }

  private static byte @Nullable [] packed(Key key, Mapping mapping) {
    String spotify = mapping.spotify();
    if (spotify != null && key.text().equals(mapping.recobeat())) {
      return ascii(spotify);
    }
    ByteBuffer uuid = ByteBuffer.allocate(PackedIds.UUID_BYTES);
    return key.text().equals(spotify)
        && PackedIds.packUuid(ascii(mapping.recobeat()), 0, uuid) ? uuid.array() : null;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Null for anything that is no entry of these versions. */
  static @Nullable Entry entry(Key key, @Nullable Buffer stored) {
    if (stored == null || stored.length() < HEAD_BYTES
        || stored.getByte(0) != VERSION && stored.getByte(0) != PACKED) {
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
    Json value = empty ? null
        : stored.getByte(0) == VERSION ? Json.ofOwn(stored.getBytes(HEAD_BYTES, stored.length()))
        : unpacked(key, stored.getBytes(HEAD_BYTES, stored.length()));
    return value == null && !empty ? null : new Entry(value, absent, storedAt, jitter, strikes);
  }

  private static @Nullable Json unpacked(Key key, byte[] packed) {
    if (!key.kind().isMapping()) {
      byte[] value = PackedRow.unpack(packed, ascii(key.text()));
      return value == null ? null : Json.ofOwn(value);
    }
    // Torn by whomever, it reads as a miss.
    return switch (packed.length) {
      case PackedIds.UUID_BYTES -> new Mapping(PackedIds.uuid(packed), key.text()).toJson();
      case PackedIds.SPOTIFY_LENGTH -> new Mapping(key.text(), text(packed)).toJson();
      default -> null;
    };
  }

  private static String text(byte[] ascii) {
    return new String(ascii, StandardCharsets.US_ASCII);
  }

  /** The bytes of a value alone, for scripts that put it into others. */
  static byte[] value(Entry entry) {
    Json value = entry.value();
    return value == null ? new byte[0] : value.bytes();
  }
}
