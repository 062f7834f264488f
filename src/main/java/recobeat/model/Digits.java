package recobeat.model;

import java.util.Arrays;

/** The digits of ids, by a table: comparing ranges of random characters mispredicts at each. */
public final class Digits {

  /** How many there are, of which the first 16 are those of hexadecimal numbers. */
  public static final int BASE = 62;

  private static final String DIGITS =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private static final byte[] VALUES = new byte[128];

  static {
    Arrays.fill(VALUES, (byte) -1);
    for (int i = 0; i < BASE; i++) {
      VALUES[DIGITS.charAt(i)] = (byte) i;
    }
  }

  private Digits() {}

  /** 0 to 61; negative for what is no letter or digit. */
  public static int value(char c) {
    return c < VALUES.length ? VALUES[c] : -1;
  }

  /** That of a value from 0 to 61. */
  public static char of(int value) {
    return DIGITS.charAt(value);
  }
}
