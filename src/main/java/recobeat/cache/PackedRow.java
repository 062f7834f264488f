package recobeat.cache;

import java.nio.BufferOverflowException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values in fewer bytes, from which every byte of them comes back. Texts that all rows of the
 * service have, ids and lists of countries are a control character each, which JSON does not have
 * in it, and behind it what is left of them; all else stands as it came. In front is the length in
 * two bytes.
 */
final class PackedRow {

  private static final int LENGTH_BYTES = 2;
  private static final int LENGTH_MAX = 0xFFFF;

  private static final byte UUID = 1;
  private static final byte SPOTIFY = 2;
  private static final byte COUNTRIES_BY_CODE = 3;
  private static final byte COUNTRIES_BY_AGE = 4;
  private static final int WORDS = 5;

  /** The Spotify id that the value is kept under. */
  private static final byte OWN = 31;

  /** Two in a byte behind each text that a number follows, and then the end. */
  private static final byte[] NUMERALS = "0123456789.-e+E".getBytes(StandardCharsets.US_ASCII);

  private static final int NUMBER_END = 15;

  /** What is below is a mark. */
  private static final int SPACE = ' ';

  /** Part of the stored form: none of them ever changes or moves, and 26 are the most. */
  private static final byte[][] TEXTS = texts(
      "{\"id\":\"",
      "\",\"href\":\"https://open.spotify.com/track/",
      "\",\"isrc\":\"",
      "\",\"acousticness\":0.",
      ",\"danceability\":0.",
      ",\"energy\":0.",
      ",\"instrumentalness\":",
      ",\"key\":",
      ",\"liveness\":0.",
      ",\"loudness\":-",
      ",\"mode\":",
      ",\"speechiness\":0.",
      ",\"tempo\":",
      ",\"valence\":0.",
      "\",\"trackTitle\":\"",
      "\",\"artists\":[{\"id\":\"",
      "\",\"name\":\"",
      "\",\"href\":\"https://open.spotify.com/artist/",
      "\"},{\"id\":\"",
      "\"}],\"durationMs\":",
      ",\"isrc\":\"",
      "\",\"ean\":null,\"upc\":null,\"href\":\"https://open.spotify.com/track/",
      "\",\"availableCountries\":\"",
      "\",\"popularity\":");

  private static final byte[] BEFORE_COUNTRIES =
      "\"availableCountries\":\"".getBytes(StandardCharsets.UTF_8);

  /** By their first byte, the numbers of texts, longest first. */
  private static final int[][] BY_FIRST = byFirst();

  private PackedRow() {}

  private static byte[][] texts(String... texts) {
    return Arrays.stream(texts)
        .map(text -> text.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
  }

  private static int[][] byFirst() {
    List<List<Integer>> numbers = new ArrayList<>();
    for (int i = 0; i < 128; i++) {
      numbers.add(new ArrayList<>());
    }
    for (int i = 0; i < TEXTS.length; i++) {
      numbers.get(TEXTS[i][0]).add(i);
    }
    return numbers.stream().map(same -> same.stream()
        .sorted((one, other) -> TEXTS[other].length - TEXTS[one].length)
        .mapToInt(Integer::intValue).toArray()).toArray(int[][]::new);
  }

  /**
   * Null if it is no shorter, too long or has control characters between its parts.
   *
   * @param own the id that it is kept under
   */
  static byte @Nullable [] pack(byte[] value, byte[] own) {
    if (value.length > LENGTH_MAX) {
      return null;
    }
    // An id is longer than its mark and its bytes, so that nothing grows.
    ByteBuffer to = ByteBuffer.allocate(LENGTH_BYTES + value.length).putShort((short) value.length);
    int at = 0;
    while (at < value.length) {
      if (value[at] >= 0 && value[at] < SPACE) {
        return null;
      }
      int text = textAt(value, at);
      if (text < 0) {
        to.put(value[at++]);
      } else {
        to.put((byte) (WORDS + text));
        at = behind(value, at + TEXTS[text].length, own, to);
      }
    }
    return to.position() < value.length
        ? Arrays.copyOf(to.array(), to.position())
        : null;
  }

  private static int textAt(byte[] value, int at) {
    if (value[at] < 0) {
      return -1;
    }
    for (int number : BY_FIRST[value[at]]) {
      byte[] text = TEXTS[number];
      if (at + text.length <= value.length
          && Arrays.equals(text, 0, text.length, value, at, at + text.length)) {
        return number;
      }
    }
    return -1;
  }

  /** Packs what begins behind a text, if it can; where to go on. */
  private static int behind(byte[] value, int at, byte[] own, ByteBuffer to) {
    if (isNumberBehind(value[at - 1])) {
      return number(value, at, to);
    }
    if (value[at - 1] == '/' && own.length == PackedIds.SPOTIFY_LENGTH
        && at + own.length <= value.length
        && Arrays.equals(own, 0, own.length, value, at, at + own.length)) {
      to.put(OWN);
      return at + own.length;
    }
    int mark = to.position();
    to.put(UUID);
    if (PackedIds.packUuid(value, at, to)) {
      return at + PackedIds.UUID_LENGTH;
    }
    to.position(mark).put(SPOTIFY);
    if (value[at - 1] == '/' && PackedIds.packSpotify(value, at, to)) {
      return at + PackedIds.SPOTIFY_LENGTH;
    }
    to.position(mark);
    return isBeforeCountries(value, at) ? countries(value, at, to) : at;
  }

  private static boolean isNumberBehind(byte last) {
    return last == '.' || last == ':' || last == '-';
  }

  /** Up to what is no numeral, which may be at once. */
  private static int number(byte[] value, int from, ByteBuffer to) {
    int at = from;
    int high = -1;
    int numeral;
    do {
      numeral = at < value.length ? numeral(value[at]) : NUMBER_END;
      if (high < 0) {
        high = numeral;
      } else {
        to.put((byte) (high << 4 | numeral));
        high = -1;
      }
      at++;
    } while (numeral != NUMBER_END);
    if (high >= 0) {
      to.put((byte) (high << 4));
    }
    return at - 1;
  }

  private static int numeral(byte c) {
    for (int i = 0; i < NUMERALS.length; i++) {
      if (NUMERALS[i] == c) {
        return i;
      }
    }
    return NUMBER_END;
  }

  private static void expandNumber(ByteBuffer from, ByteBuffer to) {
    while (true) {
      int two = from.get() & 0xFF;
      if (two >> 4 == NUMBER_END) {
        return;
      }
      to.put(NUMERALS[two >> 4]);
      if ((two & 15) == NUMBER_END) {
        return;
      }
      to.put(NUMERALS[two & 15]);
    }
  }

  private static boolean isBeforeCountries(byte[] value, int at) {
    int from = at - BEFORE_COUNTRIES.length;
    return from >= 0 && Arrays.equals(
        BEFORE_COUNTRIES, 0, BEFORE_COUNTRIES.length, value, from, at);
  }

  private static int countries(byte[] value, int at, ByteBuffer to) {
    int end = at;
    while (end < value.length && value[end] != '"') {
      end++;
    }
    if (end - at > Countries.PACKED_MAX) {
      byte[] byCode = Countries.BY_CODE.pack(value, at, end);
      byte[] byAge = byCode == null ? Countries.BY_AGE.pack(value, at, end) : null;
      if (byCode != null) {
        to.put(COUNTRIES_BY_CODE).put(byCode);
        return end;
      } else if (byAge != null) {
        to.put(COUNTRIES_BY_AGE).put(byAge);
        return end;
      }
    }
    return at;
  }

  /** Null for what is torn, or no packed value at all. */
  static byte @Nullable [] unpack(byte[] packed, byte[] own) {
    ByteBuffer from = ByteBuffer.wrap(packed);
    try {
      ByteBuffer to = ByteBuffer.allocate(from.getShort() & LENGTH_MAX);
      while (from.hasRemaining()) {
        byte next = from.get();
        if (next < 0 || next >= SPACE) {
          to.put(next);
        } else if (!expand(next, own, from, to)) {
          return null;
        }
      }
      return to.hasRemaining() ? null : to.array();
    } catch (BufferUnderflowException | BufferOverflowException | IndexOutOfBoundsException torn) {
      return null;
    }
  }

  private static boolean expand(byte mark, byte[] own, ByteBuffer from, ByteBuffer to) {
    switch (mark) {
      case OWN -> to.put(own);
      case UUID -> PackedIds.unpackUuid(from, to);
      case SPOTIFY -> PackedIds.unpackSpotify(from, to);
      case COUNTRIES_BY_CODE -> Countries.BY_CODE.unpack(from, to);
      case COUNTRIES_BY_AGE -> Countries.BY_AGE.unpack(from, to);
      default -> {
        int text = mark - WORDS;
        if (text < 0 || text >= TEXTS.length) {
          return false;
        }
        to.put(TEXTS[text]);
        if (isNumberBehind(TEXTS[text][TEXTS[text].length - 1])) {
          expandNumber(from, to);
        }
      }
    }
    return true;
  }
}
