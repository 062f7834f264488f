package recobeat.fallback;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A harvested track, as it is kept with those that it is like. Packed, it is 35 bytes and 4 for
 * each artist: format, marks, album, base and version of the song, artists with their count, nine
 * quantities in 16 bits each, key and mode in one byte.
 */
record Member(Song song, Features features) {

  private static final byte FORMAT = 1;
  private static final int STEPS = 0xFFFE;
  private static final int MISSING = 0xFFFF;
  private static final int NO_KEY = 15;
  private static final int NO_MODE = 3;
  private static final int FIXED_BYTES = 1 + 2 + 3 * 4 + 1 + 2 * Feature.QUANTITIES + 1;

  byte[] pack() {
    int[] artists = song.artists();
    ByteBuffer to = ByteBuffer.allocate(FIXED_BYTES + 4 * artists.length)
        .put(FORMAT)
        .putShort((short) song.marks())
        .putInt(song.album()).putInt(song.base()).putInt(song.version())
        .put((byte) artists.length);
    for (int artist : artists) {
      to.putInt(artist);
    }
    for (int i = 0; i < Feature.QUANTITIES; i++) {
      Feature feature = Feature.at(i);
      double share = (features.get(i) - feature.least()) / (feature.most() - feature.least());
      to.putShort((short) (Double.isNaN(share) ? MISSING : Math.round(share * STEPS)));
    }
    int key = features.has(Feature.KEY) ? (int) features.get(Feature.KEY) : NO_KEY;
    int mode = features.has(Feature.MODE) ? (int) features.get(Feature.MODE) : NO_MODE;
    return to.put((byte) (key << 2 | mode)).array();
  }

  /** Null for a format that this version does not know, or what is no member at all. */
  static @Nullable Member unpack(byte[] packed) {
    if (packed.length < FIXED_BYTES || packed[0] != FORMAT) {
      return null;
    }
    ByteBuffer from = ByteBuffer.wrap(packed, 1, packed.length - 1);
    int marks = from.getShort() & 0xFFFF;
    int album = from.getInt();
    int base = from.getInt();
    int version = from.getInt();
    int count = from.get();
    if (count < 0 || packed.length != FIXED_BYTES + 4 * count) {
      return null;
    }
    int[] artists = new int[count];
    for (int i = 0; i < count; i++) {
      artists[i] = from.getInt();
    }
    double[] values = new double[Feature.COUNT];
    for (int i = 0; i < Feature.QUANTITIES; i++) {
      int step = from.getShort() & 0xFFFF;
      Feature feature = Feature.at(i);
      values[i] = step == MISSING
          ? Double.NaN
          : feature.least() + (feature.most() - feature.least()) * step / STEPS;
    }
    int names = from.get();
    values[Feature.KEY.ordinal()] = names >> 2 == NO_KEY ? Double.NaN : names >> 2;
    values[Feature.MODE.ordinal()] = (names & 3) == NO_MODE ? Double.NaN : names & 3;
    return new Member(new Song(artists, album, base, version, marks), Features.of(values));
  }
}
