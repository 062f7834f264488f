package recobeat.sim;

import java.math.BigInteger;
import java.util.UUID;

/** Ids by arithmetic: each carries the number of its entity, so that none has to be remembered. */
final class Ids {

  /** What an id stands for. */
  enum Kind {
    TRACK,
    ARTIST,
    ALBUM
  }

  private static final String BASE62 =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final int SPREAD = 0x9E3779B1;
  private static final int SPREAD_BACK = inverse(SPREAD & 0xFFFFFFFFL, 1L << 32);
  private static final int ISRC_SPREAD = 38_737;
  private static final int ISRC_RANGE = 100_000;
  private static final int ISRC_BACK = inverse(ISRC_SPREAD, ISRC_RANGE);
  private static final String[] ISRC_COUNTRIES =
      "AU BR CA DE ES FI FR GB IT JP KR MX NL NO SE US QM QZ US GB".split(" ");

  private final long seed;

  Ids(long seed) {
    this.seed = seed;
  }

  static boolean looksLikeSpotify(String id) {
    return id.length() == 22 && id.chars().allMatch(c -> BASE62.indexOf(c) >= 0);
  }

  String spotify(Kind kind, int number) {
    long key = Integer.toUnsignedLong(number * SPREAD + salt(kind));
    long tail = Mix.of(seed, kind.name(), key);
    return digits(key, 6) + digits(tail, 8) + digits(Mix.mix(tail), 8);
  }

  String uuid(Kind kind, int number) {
    int key = number * SPREAD + salt(kind);
    long tail = Mix.of(seed, "uuid " + kind, key);
    return uuid((long) key << 32 | tail >>> 32, Mix.mix(tail));
  }

  /** A version 4 UUID of the remaining 122 bits. */
  static String uuid(long high, long low) {
    long versioned = high & ~0xF000L | 0x4000L;
    return new UUID(versioned, low & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L).toString();
  }

  String isrc(int number) {
    return isrc(Mix.of(seed, "isrc", number), (int) ((long) number * ISRC_SPREAD % ISRC_RANGE));
  }

  /** An ISRC with its country, registrant and year drawn by a hash. */
  static String isrc(long hash, int designation) {
    int country = (int) Long.remainderUnsigned(hash, ISRC_COUNTRIES.length);
    int registrant = (int) (hash >>> 8 & 0xFFFF) % (26 * 26 * 26);
    int year = (int) ((hash >>> 24 & 0xFFFF) % 25);
    return ISRC_COUNTRIES[country]
        + (char) ('A' + registrant / 676)
        + (char) ('A' + registrant / 26 % 26)
        + (char) ('A' + registrant % 26)
        + padded(year, 100)
        + padded(designation, ISRC_RANGE);
  }

  /** The number inside a Spotify id or UUID, or one that {@code spotify} and {@code uuid} deny. */
  int numberIn(Kind kind, String id) {
    int key = (int) (id.length() == 22 ? value(id.substring(0, 6)) : hex(id));
    return (key - salt(kind)) * SPREAD_BACK;
  }

  static int numberInIsrc(String isrc) {
    return (int) (Long.parseLong(isrc.substring(7)) * ISRC_BACK % ISRC_RANGE);
  }

  private static long hex(String uuid) {
    return Long.parseLong(uuid.substring(0, 8), 16);
  }

  private int salt(Kind kind) {
    return (int) Mix.of(seed, "salt", kind.ordinal());
  }

  static String digits(long value, int width) {
    char[] out = new char[width];
    long rest = value;
    for (int i = width - 1; i >= 0; i--) {
      out[i] = BASE62.charAt((int) Long.remainderUnsigned(rest, 62));
      rest = Long.divideUnsigned(rest, 62);
    }
    return new String(out);
  }

  private static String padded(int value, int range) {
    return String.valueOf(range + value).substring(1);
  }

  private static long value(String digits) {
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      value = value * 62 + BASE62.indexOf(digits.charAt(i));
    }
    return value;
  }

  private static int inverse(long factor, long range) {
    return BigInteger.valueOf(factor).modInverse(BigInteger.valueOf(range)).intValue();
  }
}
