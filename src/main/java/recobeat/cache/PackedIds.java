package recobeat.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import recobeat.model.Digits;

/** Ids in as many bytes as they need: 16 for a UUID in lower case, 17 for a Spotify id. */
final class PackedIds {

  static final int UUID_LENGTH = 36;
  static final int UUID_BYTES = 16;
  static final int SPOTIFY_LENGTH = 22;

  /** Digits of a Spotify id that fit in 60 bits. */
  private static final int MANY = 10;

  private PackedIds() {}

  /** Whether it was one, and is written. */
  static boolean packUuid(byte[] text, int from, ByteBuffer to) {
    if (from + UUID_LENGTH > text.length) {
      return false;
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < UUID_LENGTH; i++) {
      byte c = text[from + i];
      int digit = Digits.value((char) (c & 0xFF));
      if (isDash(i) ? c != '-' : digit < 0 || digit > 15) {
        return false;
      }
      if (!isDash(i)) {
        high = high << 4 | low >>> 60;
        low = low << 4 | digit;
      }
    }
    to.putLong(high).putLong(low);
    return true;
  }

  private static boolean isDash(int place) {
    return place == 8 || place == 13 || place == 18 || place == 23;
  }

  static void unpackUuid(ByteBuffer from, ByteBuffer to) {
    long high = from.getLong();
    long low = from.getLong();
    for (int i = 60; i >= 0; i -= 4) {
      if (i == 28 || i == 12) {
        to.put((byte) '-');
      }
      to.put((byte) Digits.of((int) (high >>> i) & 15));
    }
    for (int i = 60; i >= 0; i -= 4) {
      if (i == 60 || i == 44) {
        to.put((byte) '-');
      }
      to.put((byte) Digits.of((int) (low >>> i) & 15));
    }
  }

  /** The text of packed bytes. */
  static String uuid(byte[] packed) {
    ByteBuffer text = ByteBuffer.allocate(UUID_LENGTH);
    unpackUuid(ByteBuffer.wrap(packed), text);
    return new String(text.array(), StandardCharsets.US_ASCII);
  }

  /** Whether it was one, and is written. */
  static boolean packSpotify(byte[] text, int from, ByteBuffer to) {
    if (from + SPOTIFY_LENGTH > text.length) {
      return false;
    }
    long first = number(text, from, MANY);
    long second = number(text, from + MANY, MANY);
    long last = number(text, from + 2 * MANY, 2);
    if ((first | second | last) < 0) {
      return false;
    }
    to.putLong(first << 4 | last >>> 8).putLong(second << 4 | last >>> 4 & 15)
        .put((byte) (last & 15));
    return true;
  }

  private static long number(byte[] text, int from, int count) {
    long number = 0;
    for (int i = from; i < from + count; i++) {
      int digit = Digits.value((char) (text[i] & 0xFF));
      if (digit < 0) {
        return -1;
      }
      number = number * Digits.BASE + digit;
    }
    return number;
  }

  static void unpackSpotify(ByteBuffer from, ByteBuffer to) {
    long first = from.getLong();
    long second = from.getLong();
    long last = (first & 15) << 8 | (second & 15) << 4 | from.get();
    int at = to.position();
    write(first >>> 4, to, at, MANY);
    write(second >>> 4, to, at + MANY, MANY);
    write(last, to, at + 2 * MANY, 2);
    to.position(at + SPOTIFY_LENGTH);
  }

  private static void write(long number, ByteBuffer to, int at, int count) {
    long left = number;
    for (int i = at + count - 1; i >= at; i--) {
      to.put(i, (byte) Digits.of((int) (left % Digits.BASE)));
      left /= Digits.BASE;
    }
  }
}
