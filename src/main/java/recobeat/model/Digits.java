package recobeat.model;

import java.util.Arrays;

/** The digits of ids, by a table: comparing ranges of random characters mispredicts at each. */
final class Digits {

  static final int BASE = 62;

  private static final byte[] VALUES = new byte[128];

  static {
    Arrays.fill(VALUES, (byte) -1);
    String digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    for (int i = 0; i < BASE; i++) {
      VALUES[digits.charAt(i)] = (byte) i;
    }
  }

  private Digits() {}

  /** 0 to 61; negative for what is no letter or digit. */
  static int value(char c) {
    return c < VALUES.length ? VALUES[c] : -1;
  }
}
