package recobeat.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A list of countries as a bit for each, or as those that are missing if they are few, in one of
 * the two orders in which lists come. The tables are part of the stored form: they never change.
 */
final class Countries {

  /** As Spotify lists its markets: the older ones by their names, then as they were added. */
  static final Countries BY_AGE = new Countries((
      "AR,AU,AT,BE,BO,BR,BG,CA,CL,CO,CR,CY,CZ,DK,DO,DE,EC,EE,SV,FI,FR,GR,GT,HN,HK,HU,IS,IE,IT,LV,"
          + "LT,LU,MY,MT,NL,NZ,NI,NO,PA,PY,PE,PH,PL,PT,SG,SK,ES,SE,CH,TW,TR,UY,US,GB,AD,LI,MC,ID,"
          + "MX,JP,TH,VN,RO,IL,ZA,SA,AE,BH,QA,OM,KW,EG,MA,DZ,TN,LB,JO,PS,IN,BY,KZ,MD,UA,RU,AL,BA,"
          + "HR,ME,MK,RS,SI,KR,BD,PK,LK,GH,KE,NG,TZ,UG,AG,AM,BS,BB,BZ,BT,BW,BF,CV,CW,DM,FJ,GM,GE,"
          + "GD,GW,GY,HT,JM,KI,LS,LR,MW,MV,ML,MH,FM,NA,NR,NE,PW,PG,PR,WS,SM,ST,SN,SC,SL,SB,KN,LC,"
          + "VC,SR,TL,TO,TT,TV,VU,AZ,BN,BI,KH,CM,TD,KM,GQ,SZ,GA,GN,KG,LA,MO,MR,MN,NP,RW,TG,UZ,ZW,"
          + "BJ,MG,MU,MZ,AO,CI,DJ,ZM,CD,CG,IQ,LY,TJ,VE,ET,XK").split(","));

  static final Countries BY_CODE =
      new Countries(Arrays.stream(BY_AGE.codes).sorted().toArray(String[]::new));

  /** The most bytes that a packed list takes. */
  static final int PACKED_MAX = 25;

  /** In place of how many are missing. */
  private static final int BITS = 0xFF;

  private static final int LETTERS = 26;
  private static final int CODE_BYTES = 2;

  private final String[] codes;
  private final byte[] text;

  /** The bits of all. */
  private final byte[] all;

  /** The place of each code, by its letters; -1 for none. */
  private final short[] places = new short[LETTERS * LETTERS];

  private final int bytes;

  private Countries(String[] codes) {
    this.codes = codes;
    this.text = String.join("", codes).getBytes(StandardCharsets.US_ASCII);
    this.bytes = (codes.length + 7) / 8;
    BitSet every = new BitSet();
    every.set(0, codes.length);
    this.all = every.toByteArray();
    Arrays.fill(places, (short) -1);
    for (int i = 0; i < codes.length; i++) {
      places[letters((byte) codes[i].charAt(0), (byte) codes[i].charAt(1))] = (short) i;
    }
  }

  /** A list packed; null if it has another country, or another order. */
  byte @Nullable [] pack(byte[] list, int from, int to) {
    byte[] bits = bits(list, from, to);
    if (bits == null) {
      return null;
    }
    ByteBuffer packed = ByteBuffer.allocate(1 + bytes);
    int missing = codes.length - BitSet.valueOf(bits).cardinality();
    if (missing >= bytes) {
      return packed.put((byte) BITS).put(bits).array();
    }
    packed.put((byte) missing);
    for (int i = 0; i < codes.length; i++) {
      if ((bits[i >> 3] >> (i & 7) & 1) == 0) {
        packed.put((byte) i);
      }
    }
    return Arrays.copyOf(packed.array(), packed.position());
  }

  private byte @Nullable [] bits(byte[] list, int from, int to) {
    byte[] bits = new byte[bytes];
    int before = -1;
    for (int i = from; i < to; i += CODE_BYTES + 1) {
      int letters = i + CODE_BYTES > to ? -1 : letters(list[i], list[i + 1]);
      int place = letters < 0 ? -1 : places[letters];
      boolean joined = i + CODE_BYTES == to || i + CODE_BYTES + 1 < to && list[i + 2] == ',';
      if (place <= before || !joined) {
        return null;
      }
      bits[place >> 3] |= (byte) (1 << (place & 7));
      before = place;
    }
    return bits;
  }

  private static int letters(byte first, byte second) {
    return first < 'A' || first > 'Z' || second < 'A' || second > 'Z'
        ? -1
        : (first - 'A') * LETTERS + second - 'A';
  }

  /** Writes the list that is packed next. */
  void unpack(ByteBuffer from, ByteBuffer to) {
    int missing = from.get() & 0xFF;
    if (missing == BITS) {
      byte[] bits = new byte[bytes];
      from.get(bits);
      list(bits, to);
    } else {
      byte[] bits = all.clone();
      for (int i = 0; i < missing; i++) {
        int place = from.get() & 0xFF;
        bits[place >> 3] &= (byte) ~(1 << (place & 7));
      }
      list(bits, to);
    }
  }

  private void list(byte[] places, ByteBuffer to) {
    boolean first = true;
    for (int i = 0; i < bytes; i++) {
      // From the lowest bit on, each one that is set.
      for (int bits = places[i] & 0xFF; bits != 0; bits &= bits - 1) {
        int place = 8 * i + Integer.numberOfTrailingZeros(bits);
        if (!first) {
          to.put((byte) ',');
        }
        to.put(text, CODE_BYTES * place, CODE_BYTES);
        first = false;
      }
    }
  }
}
