package recobeat.model;

import org.jspecify.annotations.Nullable;

/**
 * What an entry is kept under and a flight is known by: a kind and a canonical id, or a kind and a
 * canonical query.
 *
 * <p>Ids are packed into numbers, which tell all there is to tell: a warm look-up spends most of
 * its time comparing keys, and as texts these lie in three places of memory each.
 */
public final class Key {

  private static final int SPOTIFY_LENGTH = 22;
  private static final int UUID_LENGTH = 36;

  /** The last number of a UUID begins here, above those of Spotify ids. */
  private static final int UUID = Digits.BASE * Digits.BASE;

  /** In place of the last number: compare the text. */
  private static final int TEXT = -1;

  private final Kind kind;
  private final String text;
  private final long first;
  private final long second;
  private final int last;

  /**
   * A key.
   *
   * @param kind what is asked for
   * @param text the canonical id, or the canonical query
   */
  public Key(Kind kind, String text) {
    this.kind = kind;
    this.text = text;
    boolean uuid = text.length() == UUID_LENGTH;
    boolean spotify = text.length() == SPOTIFY_LENGTH;
    long head = uuid ? hex(text, 0, 16) : spotify ? number(text, 0, 10) : -1;
    long middle = uuid ? hex(text, 16, 32) : spotify ? number(text, 10, 20) : -1;
    long tail = uuid ? hex(text, 32, 36) : spotify ? number(text, 20, 22) : -1;
    boolean packed = (head | middle | tail) >= 0;
    this.first = packed ? head : text.hashCode();
    this.second = packed ? middle : text.length();
    this.last = packed ? (int) tail + (uuid ? UUID : 0) : TEXT;
  }

  /** Of a Spotify id, which is read only once so; null for any other text. */
  public static @Nullable Key ofSpotify(Kind kind, String text) {
    if (text.length() != SPOTIFY_LENGTH) {
      return null;
    }
    Key key = new Key(kind, text);
    return key.last == TEXT ? null : key;
  }

  private Key(Kind kind, Key other) {
    this.kind = kind;
    this.text = other.text;
    this.first = other.first;
    this.second = other.second;
    this.last = other.last;
  }

  /** What is asked for. */
  public Kind kind() {
    return kind;
  }

  /** The canonical id, or the canonical query. */
  public String text() {
    return text;
  }

  /** Whether it is one of RecoBeat's own ids, which may be another name of a Spotify id. */
  public boolean isUuid() {
    return last >= UUID;
  }

  /** The same id under another kind. */
  public Key as(Kind other) {
    return new Key(other, this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Key key
        && first == key.first && second == key.second && last == key.last && kind == key.kind
        && (last != TEXT || text.equals(key.text));
  }

  @Override
  public int hashCode() {
    long mixed = (first ^ second * 31 ^ last) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32) + kind.ordinal();
  }

  @Override
  public String toString() {
    return kind + " " + text;
  }

  /** A part of a Spotify id, at most ten digits; negative if it is none. */
  private static long number(String text, int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) {
      int digit = Digits.value(text.charAt(i));
      if (digit < 0) {
        return -1;
      }
      number = number * Digits.BASE + digit;
    }
    return number;
  }

  /** A part of a UUID in lower case, its dashes left out; negative if it is none. */
  private static long hex(String text, int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (i == 8 || i == 13 || i == 18 || i == 23) {
        if (c != '-') {
          return -1;
        }
      } else {
        int digit = Digits.value(c);
        if (digit < 0 || digit > 15) {
          return -1;
        }
        number = number << 4 | digit;
      }
    }
    return number;
  }
}
