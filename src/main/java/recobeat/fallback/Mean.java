package recobeat.fallback;

import java.nio.ByteBuffer;

/**
 * Of harvested tracks, each quantity with a count of its own, as any may be missing. Packed, it is
 * a format and for each quantity its sum in 8 bytes and its count in 4, so that it is read back to
 * the last bit.
 */
final class Mean {

  private static final byte FORMAT = 1;
  private static final int BYTES = 1 + Feature.QUANTITIES * (Double.BYTES + Integer.BYTES);
  private static final int REMEMBERED_TRACKS = 50_000;

  private final double[] sums = new double[Feature.QUANTITIES];
  private final int[] counts = new int[Feature.QUANTITIES];

  void add(Features features) {
    for (int i = 0; i < sums.length; i++) {
      if (!Double.isNaN(features.get(i))) {
        sums[i] += features.get(i);
        counts[i]++;
        fade(i);
      }
    }
  }

  /** Adds what was packed; nothing of what is of another format, or is none. */
  void add(byte[] packed) {
    if (packed.length != BYTES || packed[0] != FORMAT) {
      return;
    }
    ByteBuffer from = ByteBuffer.wrap(packed, 1, packed.length - 1);
    for (int i = 0; i < sums.length; i++) {
      double sum = from.getDouble();
      int count = from.getInt();
      boolean isOne = Double.isFinite(sum) && count > 0 && count < REMEMBERED_TRACKS;
      sums[i] += isOne ? sum : 0;
      counts[i] += isOne ? count : 0;
      fade(i);
    }
  }

  private void fade(int quantity) {
    while (counts[quantity] >= REMEMBERED_TRACKS) {
      sums[quantity] /= 2;
      counts[quantity] /= 2;
    }
  }

  byte[] pack() {
    ByteBuffer to = ByteBuffer.allocate(BYTES).put(FORMAT);
    for (int i = 0; i < sums.length; i++) {
      to.putDouble(sums[i]).putInt(counts[i]);
    }
    return to.array();
  }

  /**
   * A mean, drawn to this one.
   *
   * @param weight in tracks that it counts as
   */
  double drawn(int quantity, double mean, double weight) {
    return (weight * mean + sums[quantity]) / (weight + counts[quantity]);
  }
}
